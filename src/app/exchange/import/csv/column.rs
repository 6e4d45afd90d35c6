//! Header names, French or English, with the spellings that practice programs use.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// Family name.
    FamilyName,
    /// Given name.
    GivenName,
    /// Both names in one column, family name first.
    FullName,
    /// Birth date.
    Born,
    /// Mobile phone, preferred to the other.
    Mobile,
    /// Phone.
    Phone,
    /// E-mail.
    Email,
    /// Administrative note.
    Note,
    /// Practitioner's name.
    Practitioner,
    /// Care type's name.
    Care,
    /// Day, or day and time.
    Date,
    /// Time of the start.
    Start,
    /// Time of the end.
    End,
    /// Length.
    Minutes,
    /// State.
    Status,
}

/// Spellings reduced by `text::plain`.
const SPELLINGS: &[(Column, &[&str])] = &[
    (
        Column::FamilyName,
        &[
            "nom",
            "nomdefamille",
            "nompatient",
            "nomdupatient",
            "patientnom",
            "nomusuel",
            "nomdusage",
            "nomdenaissance",
            "lastname",
            "familyname",
            "surname",
            "patientlastname",
        ],
    ),
    (
        Column::GivenName,
        &[
            "prenom",
            "prenompatient",
            "prenomdupatient",
            "patientprenom",
            "prenoms",
            "firstname",
            "givenname",
            "patientfirstname",
        ],
    ),
    (
        Column::FullName,
        &[
            "patient",
            "nomprenom",
            "nometprenom",
            "name",
            "patientname",
            "fullname",
        ],
    ),
    (
        Column::Born,
        &[
            "datedenaissance",
            "datenaissance",
            "naissance",
            "neele",
            "nele",
            "ddn",
            "birthdate",
            "dateofbirth",
            "born",
            "dob",
            "birthday",
        ],
    ),
    (
        Column::Mobile,
        &[
            "mobile",
            "portable",
            "telephonemobile",
            "telephoneportable",
            "telmobile",
            "telportable",
            "tel2",
            "gsm",
            "mobilephone",
            "cellphone",
            "cell",
        ],
    ),
    (
        Column::Phone,
        &[
            "telephone",
            "tel",
            "tel1",
            "telephonefixe",
            "telfixe",
            "fixe",
            "domicile",
            "telephonedomicile",
            "phone",
            "phonenumber",
            "homephone",
        ],
    ),
    (
        Column::Email,
        &[
            "email",
            "mail",
            "courriel",
            "adressemail",
            "adresseemail",
            "adressecourriel",
            "adresseelectronique",
            "emailaddress",
        ],
    ),
    (
        Column::Note,
        &[
            "note",
            "notes",
            "remarque",
            "remarques",
            "commentaire",
            "commentaires",
            "comment",
            "comments",
        ],
    ),
    (
        Column::Practitioner,
        &[
            "praticien",
            "medecin",
            "docteur",
            "soignant",
            "agenda",
            "intervenant",
            "practitioner",
            "doctor",
            "provider",
        ],
    ),
    (
        Column::Care,
        &[
            "motif",
            "motifderendezvous",
            "motifdeconsultation",
            "motifrdv",
            "typederendezvous",
            "typederdv",
            "acte",
            "prestation",
            "care",
            "caretype",
            "reason",
            "service",
            "appointmenttype",
        ],
    ),
    (
        Column::Date,
        &[
            "date",
            "jour",
            "daterdv",
            "datedurdv",
            "datedurendezvous",
            "dateheure",
            "datedebut",
            "dateheuredebut",
            "appointmentdate",
            "day",
            "datetime",
        ],
    ),
    (
        Column::Start,
        &[
            "heure",
            "debut",
            "heuredebut",
            "heurededebut",
            "heurerdv",
            "horaire",
            "start",
            "starttime",
            "time",
            "from",
        ],
    ),
    (
        Column::End,
        &["fin", "heurefin", "heuredefin", "end", "endtime", "to", "until"],
    ),
    (
        Column::Minutes,
        &[
            "duree",
            "dureemin",
            "dureeminutes",
            "dureeenminutes",
            "minutes",
            "duration",
            "length",
        ],
    ),
    (Column::Status, &["statut", "etat", "presence", "status", "state"]),
];

impl Column {
    /// The column of a header cell already reduced by `text::plain`.
    pub(super) fn of_header(plain: &str) -> Option<Self> {
        SPELLINGS
            .iter()
            .find(|(_, spellings)| spellings.contains(&plain))
            .map(|(column, _)| *column)
    }

    /// Stable name, the end of its key in the locale files (`import-column-born`).
    pub fn key(self) -> &'static str {
        match self {
            Self::FamilyName => "family-name",
            Self::GivenName => "given-name",
            Self::FullName => "full-name",
            Self::Born => "born",
            Self::Mobile => "mobile",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Note => "note",
            Self::Practitioner => "practitioner",
            Self::Care => "care",
            Self::Date => "date",
            Self::Start => "start",
            Self::End => "end",
            Self::Minutes => "minutes",
            Self::Status => "status",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_stands_for_two_columns() {
        let mut all: Vec<&str> = SPELLINGS.iter().flat_map(|(_, s)| s.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
