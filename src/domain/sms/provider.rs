//! The providers of text messages, and what each needs to know (reminders §6).

/// Who carries text messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// `OVHcloud`.
    Ovh,
    /// Brevo.
    Brevo,
    /// `SMSFactor`.
    SmsFactor,
    /// Twilio.
    Twilio,
    /// Free Mobile: to the subscriber's own phone only, so that it carries alerts of the practice and nothing to patients.
    FreeMobile,
    /// Any other, by an HTTP template.
    Template,
    /// A modem of the practice.
    Modem,
    /// Gammu SMSD on the same machine, by its folders.
    Smsd,
}

/// How a field is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line that may be shown again.
    Line,
    /// Several lines that may be shown again.
    Lines,
    /// Never shown again, and sealed (security §1 S4).
    Secret,
    /// The sender: at most eleven letters and digits, or a number.
    Sender,
    /// A tick.
    Tick,
}

/// Something a provider needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineField {
    /// Name in forms and settings.
    pub name: &'static str,
    /// How it is typed.
    pub kind: FieldKind,
    /// Whether nothing goes without it.
    pub is_needed: bool,
}

const fn needed(name: &'static str, kind: FieldKind) -> LineField {
    LineField {
        name,
        kind,
        is_needed: true,
    }
}

const fn free(name: &'static str, kind: FieldKind) -> LineField {
    LineField {
        name,
        kind,
        is_needed: false,
    }
}

impl Provider {
    /// Every provider, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Ovh,
        Self::Brevo,
        Self::SmsFactor,
        Self::Twilio,
        Self::Template,
        Self::Modem,
        Self::Smsd,
        Self::FreeMobile,
    ];

    /// Spelling in forms, in references of messages and at the end of message keys.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ovh => "ovh",
            Self::Brevo => "brevo",
            Self::SmsFactor => "smsfactor",
            Self::Twilio => "twilio",
            Self::FreeMobile => "free",
            Self::Template => "template",
            Self::Modem => "modem",
            Self::Smsd => "smsd",
        }
    }

    /// The provider of a spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.key() == key)
    }

    /// What it needs to know.
    pub fn fields(self) -> &'static [LineField] {
        use FieldKind::{Line, Lines, Secret, Sender, Tick};
        const OVH: [LineField; 5] = [
            needed("service", Line),
            needed("application_key", Line),
            needed("application_secret", Secret),
            needed("consumer_key", Secret),
            needed("sender", Sender),
        ];
        const BREVO: [LineField; 2] = [needed("api_key", Secret), needed("sender", Sender)];
        const SMSFACTOR: [LineField; 2] = [needed("token", Secret), needed("sender", Sender)];
        const TWILIO: [LineField; 5] = [
            needed("account_sid", Line),
            needed("api_key_sid", Line),
            needed("api_key_secret", Secret),
            free("auth_token", Secret),
            needed("sender", Line),
        ];
        const FREE: [LineField; 3] = [
            needed("user", Line),
            needed("pass", Secret),
            needed("own_number", Line),
        ];
        const TEMPLATE: [LineField; 8] = [
            needed("url", Line),
            free("post", Tick),
            free("headers", Lines),
            free("body", Lines),
            free("must_hold", Line),
            free("key", Secret),
            free("sender", Sender),
            free("private", Tick),
        ];
        const MODEM: [LineField; 2] = [needed("device", Line), free("pin", Secret)];
        const SMSD: [LineField; 1] = [needed("folder", Line)];
        match self {
            Self::Ovh => &OVH,
            Self::Brevo => &BREVO,
            Self::SmsFactor => &SMSFACTOR,
            Self::Twilio => &TWILIO,
            Self::FreeMobile => &FREE,
            Self::Template => &TEMPLATE,
            Self::Modem => &MODEM,
            Self::Smsd => &SMSD,
        }
    }

    /// Whether messages to patients go through it.
    pub fn serves_patients(self) -> bool {
        self != Self::FreeMobile
    }

    /// Whether it sends delivery reports or incoming messages to an address of ours.
    pub fn calls_back(self) -> bool {
        !matches!(self, Self::FreeMobile | Self::Modem | Self::Smsd)
    }
}
