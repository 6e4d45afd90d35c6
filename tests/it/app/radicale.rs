//! Accounts at Radicale: made once, shown again, changed on demand, taken from who has left; what others wrote stays.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use grappe::app::LinkRequest;
use grappe::config::Radicale;
use grappe::domain::calendar::{LinkKind, LinkOptions, Privacy};
use grappe::domain::id::PractitionerId;
use grappe::domain::staff::Actor;
use grappe::store::{Db, Fault, NewCalendarLink, Tx};
use grappe::sys::crypt;

use crate::support::house::{Practice, secretary};

struct Beside {
    practice: Practice,
    folder: tempfile::TempDir,
    place: Radicale,
    helene: PractitionerId,
}

impl Beside {
    async fn new() -> Self {
        let practice = Practice::new();
        let helene = practice.with_practitioner("Dr Hélène Martin").await;
        let folder = tempfile::tempdir().unwrap();
        Self {
            practice,
            place: Radicale::in_folder(folder.path().to_owned()),
            folder,
            helene,
        }
    }

    async fn added(&self) -> usize {
        let added = self.practice.app.add_radicale_accounts(&self.place, secretary());
        added.await.unwrap()
    }

    fn file(&self) -> String {
        fs::read_to_string(self.folder.path().join("users")).unwrap()
    }

    fn hash(&self, login: &str) -> String {
        let file = self.file();
        let line = file
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{login}:")));
        line.expect(login).to_owned()
    }

    async fn password(&self, practitioner: PractitionerId) -> Option<String> {
        let secret = self.practice.app.radicale_secret(&self.place, practitioner);
        secret.await.unwrap().map(|secret| secret.password)
    }
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn accounts_are_made_once_and_the_lines_of_others_stay() {
    let beside = Beside::new().await;
    fs::write(beside.folder.path().join("users"), "equipe:$2y$10$foreign\n").unwrap();
    assert_eq!(beside.added().await, 1);
    let login = format!("dr-helene-martin-{}", beside.helene);
    let hash = beside.hash(&login);
    assert!(hash.starts_with("$2b$10$"), "{hash}");
    let password = beside.password(beside.helene).await.unwrap();
    assert!(crypt::is_of(&password, &hash));
    assert_eq!(mode(&beside.folder.path().join("users")), 0o640);

    let paul = beside.practice.with_practitioner("Dr Paul Petit").await;
    assert_eq!(beside.added().await, 1, "only who has none");
    assert_eq!(beside.added().await, 0);
    assert_eq!(beside.hash(&login), hash, "nobody's password changes");
    assert!(beside.file().starts_with("equipe:$2y$10$foreign\n"));
    assert_ne!(beside.password(paul).await.unwrap(), password);
    // The same key, another start of the program.
    let accounts = beside
        .practice
        .app
        .radicale_accounts(&beside.place)
        .await
        .unwrap();
    let logins: Vec<_> = accounts.iter().map(|account| account.login.clone()).collect();
    assert_eq!(logins, [Some(login), Some(format!("dr-paul-petit-{paul}"))]);
}

#[tokio::test]
async fn another_password_ends_the_one_before_and_our_own_link_goes_on() {
    let beside = Beside::new().await;
    beside.added().await;
    let app = &beside.practice.app;
    let login = format!("dr-helene-martin-{}", beside.helene);
    let before = beside.password(beside.helene).await.unwrap();
    let link = |url: &str, kind| LinkRequest {
        link: NewCalendarLink {
            practitioner: beside.helene,
            kind,
            url: url.to_owned(),
            login: login.clone(),
            domain: "grappe.local".to_owned(),
            privacy: Privacy::Full,
            options: LinkOptions::default(),
            pin: None,
            capabilities: None,
        },
        password: before.clone(),
    };
    let url = format!("{}{login}/agenda/", beside.place.url());
    let own = app
        .link_calendar(link(&url, LinkKind::Written), secretary())
        .await
        .unwrap();
    let other = app
        .link_calendar(link("https://nas.example.org/x/", LinkKind::Read), secretary())
        .await
        .unwrap();
    let renewed = app.renew_radicale_password(&beside.place, beside.helene, secretary());
    assert!(renewed.await.unwrap());
    let after = beside.password(beside.helene).await.unwrap();
    assert_ne!(after, before);
    assert!(!crypt::is_of(&before, &beside.hash(&login)));
    let sealed = async |id| {
        let secret = app
            .store()
            .read(move |db: &Db<'_>| db.calendar_link_secret(id))
            .await;
        let secret: Result<_, Fault> = secret;
        let opened = app.keys().open("calendar", &secret.unwrap().unwrap()).unwrap();
        String::from_utf8(opened).unwrap()
    };
    assert_eq!(sealed(own).await, after);
    assert_eq!(
        sealed(other).await,
        before,
        "another server's password is none of ours"
    );
    let links = app.calendar_links().await.unwrap();
    assert!(
        links.iter().all(|link| link.privacy == Privacy::Full),
        "nothing else changes"
    );
    let nobody = app.renew_radicale_password(&beside.place, PractitionerId(99), secretary());
    assert!(!nobody.await.unwrap());
}

#[tokio::test]
async fn a_password_changed_by_hand_is_not_known_and_who_has_left_has_no_account() {
    let beside = Beside::new().await;
    beside.added().await;
    let login = format!("dr-helene-martin-{}", beside.helene);
    let by_hand = crypt::hashed("un autre", &crypt::new_salt()).unwrap();
    fs::write(beside.folder.path().join("users"), format!("{login}:{by_hand}\n")).unwrap();
    assert_eq!(beside.password(beside.helene).await, None);
    assert_eq!(beside.added().await, 0, "it is an account all the same");
    assert_eq!(beside.hash(&login), by_hand);

    let helene = beside.helene;
    beside
        .practice
        .set_up(move |tx: &mut Tx<'_>| {
            let mut gone = tx.agenda().set_up().practitioners[&helene].clone();
            gone.is_archived = true;
            tx.save_practitioner(&gone)
        })
        .await;
    assert!(!beside.practice.app.receives(beside.helene));
    assert_eq!(beside.added().await, 0);
    assert_eq!(beside.file(), "");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named_and_nothing_is_on_record() {
    let mut beside = Beside::new().await;
    beside.place = Radicale::in_folder("/proc/radicale".into());
    let app = &beside.practice.app;
    let failed = app
        .add_radicale_accounts(&beside.place, Actor::System)
        .await
        .unwrap_err();
    assert!(
        failed.to_string().starts_with("/proc/radicale/users: "),
        "{failed}"
    );
    let log: Vec<_> = app.radicale_accounts(&beside.place).await.unwrap();
    assert_eq!(log[0].login, None);
}
