//! Accounts and configuration of Radicale, the calendar server that may stand beside us on the same machine (ADR 0015), as texts.
//!
//! Its file of accounts is Apache's: a login and a bcrypt hash on each line. The number at the end of a login says whose it is, so that a
//! practitioner who changes name keeps the account that is on their telephone.

use std::fmt::Write as _;
use std::net::SocketAddr;

use super::contact::folded;
use super::id::PractitionerId;

/// Longest part of a login that comes from a name, in characters.
const NAME_MAX_CHARS: usize = 24;
/// The login's name where no letter of the practitioner's is left.
const NAMELESS: &str = "agenda";
/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Letters of a password, nearly five bits each, and how many stand together.
const PASSWORD: (usize, usize) = (20, 5);

/// The login of a practitioner: `Dr Hélène Martin` with number 3 is `dr-helene-martin-3`.
pub fn login_of(name: &str, id: PractitionerId) -> String {
    let plain = folded(name);
    let mut login = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()) {
        let separator = usize::from(!login.is_empty());
        if word.is_empty() || login.len() + separator + word.len() > NAME_MAX_CHARS {
            continue;
        }
        if separator == 1 {
            login.push('-');
        }
        login.push_str(word);
    }
    if login.is_empty() {
        NAMELESS.clone_into(&mut login);
    }
    format!("{login}-{id}")
}

/// Whose login it is; `None` for one that [`login_of`] makes for nobody.
pub fn practitioner_of(login: &str) -> Option<PractitionerId> {
    let (name, number) = login.rsplit_once('-')?;
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let id: PractitionerId = number.parse().ok()?;
    let is_ours = !name.is_empty() && login.bytes().all(is_plain) && id.0 > 0 && id.to_string() == number;
    is_ours.then_some(id)
}

/// A password of letters that can be typed on a telephone: 99 bits of what is unguessable already.
pub fn password_from(unguessable: &[u8; 32]) -> String {
    let (letters, together) = PASSWORD;
    let mut password = String::new();
    for (place, byte) in unguessable.iter().take(letters).enumerate() {
        if place > 0 && place % together == 0 {
            password.push('-');
        }
        let letter = LETTERS.iter().cycle().nth(usize::from(*byte));
        password.extend(letter.copied().map(char::from));
    }
    password
}

/// The file of accounts. Lines that are none of ours stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    lines: Vec<String>,
}

impl Accounts {
    /// Reads the file.
    pub fn parse(text: &str) -> Self {
        Self {
            lines: text.lines().map(str::to_owned).collect(),
        }
    }

    /// Login and hash of a practitioner.
    pub fn of(&self, id: PractitionerId) -> Option<(&str, &str)> {
        let mut accounts = self.lines.iter().filter_map(|line| line.split_once(':'));
        accounts.find(|(login, _)| practitioner_of(login) == Some(id))
    }

    /// Adds an account, or gives the one of this login another hash.
    pub fn put(&mut self, login: &str, hash: &str) {
        let line = format!("{login}:{hash}");
        let known = |line: &&mut String| line.split_once(':').is_some_and(|(known, _)| known == login);
        match self.lines.iter_mut().find(known) {
            Some(found) => *found = line,
            None => self.lines.push(line),
        }
    }

    /// Takes a practitioner's account out; whether there was one.
    pub fn remove(&mut self, id: PractitionerId) -> bool {
        let before = self.lines.len();
        let is_theirs = |line: &String| {
            let login = line.split_once(':').map_or("", |(login, _)| login);
            practitioner_of(login) == Some(id)
        };
        self.lines.retain(|line| !is_theirs(line));
        self.lines.len() < before
    }

    /// The file as it is written.
    pub fn text(&self) -> String {
        self.lines.iter().fold(String::new(), |mut text, line| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{line}");
            text
        })
    }
}

/// Radicale's configuration: this machine only, accounts with bcrypt, everybody their own calendars. `heading` says so to people, `folder`
/// has the accounts and the calendars. Only what Radicale 3.1 (Debian 12) knows as well as newer ones: an unknown key stops it.
pub fn configuration(heading: &str, folder: &str, address: SocketAddr) -> String {
    let mut text = heading.lines().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "# {line}");
        text
    });
    // Who is wrong waits with us, by address; held back here as well, strangers would take the turns of everybody.
    let _ = write!(
        text,
        "\n[server]\nhosts = {address}\n\n[auth]\ntype = htpasswd\nhtpasswd_filename = {folder}/users\nhtpasswd_encryption = bcrypt\ndelay = 0\n\
         \n[rights]\ntype = owner_only\n\n[storage]\nfilesystem_folder = {folder}/collections\n\n[web]\ntype = none\n"
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_plain_and_says_whose_it_is() {
        for (name, number, login) in [
            ("Dr Hélène Martin", 3, "dr-helene-martin-3"),
            ("Dr D'Aubigné-Œuvre", 12, "dr-d-aubigne-oeuvre-12"),
            (
                "Dr Anne-Sophie de la Villardière-Montclar",
                7,
                "dr-anne-sophie-de-la-7",
            ),
            ("د. ليلى", 4, "agenda-4"),
            ("", 1, "agenda-1"),
        ] {
            assert_eq!(login_of(name, PractitionerId(number)), login, "{name}");
            assert_eq!(practitioner_of(login), Some(PractitionerId(number)));
        }
        for foreign in [
            "equipe", "equipe-", "-3", "a-03", "a-+3", "a-0", "A-3", "a b-3", "a-3:b", "",
        ] {
            assert_eq!(practitioner_of(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn a_password_is_in_groups_of_letters_that_differ() {
        let mut bytes = [0; 32];
        for (byte, n) in bytes.iter_mut().zip(0_u8..) {
            *byte = n.wrapping_mul(13);
        }
        let password = password_from(&bytes);
        let groups: Vec<&str> = password.split('-').collect();
        assert!(
            groups.len() == 4 && groups.iter().all(|group| group.len() == 5),
            "{password}"
        );
        assert!(!password.contains(['i', 'l', 'o', '0', '1']), "{password}");
        assert_ne!(password_from(&[1; 32]), password_from(&[2; 32]));
    }

    #[test]
    fn accounts_are_added_and_changed_and_other_lines_stay() {
        let (helene, paul) = (PractitionerId(1), PractitionerId(2));
        let mut accounts = Accounts::parse("# à la main\nequipe:$2y$x\ndr-martin-1:$2b$old\n");
        assert_eq!(accounts.of(helene), Some(("dr-martin-1", "$2b$old")));
        assert_eq!(accounts.of(paul), None);
        accounts.put("dr-martin-1", "$2b$new");
        accounts.put("paul-2", "$2b$paul");
        let text = "# à la main\nequipe:$2y$x\ndr-martin-1:$2b$new\npaul-2:$2b$paul\n";
        assert_eq!(accounts.text(), text);
        assert_eq!(Accounts::parse(text), accounts);
        assert!(accounts.remove(helene) && !accounts.remove(helene));
        assert_eq!(accounts.text(), "# à la main\nequipe:$2y$x\npaul-2:$2b$paul\n");
    }

    #[test]
    fn the_configuration_listens_here_only_and_lets_everybody_to_their_own() {
        let text = configuration(
            "Pour Radicale.\nDeux lignes.",
            "/var/lib/radicale",
            "127.0.0.1:5232".parse().unwrap(),
        );
        assert!(
            text.starts_with("# Pour Radicale.\n# Deux lignes.\n\n[server]\nhosts = 127.0.0.1:5232\n"),
            "{text}"
        );
        for line in [
            "htpasswd_filename = /var/lib/radicale/users",
            "htpasswd_encryption = bcrypt",
            "type = owner_only",
            "filesystem_folder = /var/lib/radicale/collections",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}");
        }
    }
}
