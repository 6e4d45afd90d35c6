//! A site with one person of each role.

use std::ops::Deref;

use grappe::app::StaffEntry;
use grappe::domain::id::StaffId;
use grappe::domain::staff::{Actor, Role};
use grappe::sys::http::Client;
use grappe::web::Settings;
use grappe::web::listener::Limits;

use crate::support::house::Practice;
use crate::support::{Browser, Page, Site};

pub(super) const PASSWORD: &str = "cinq oies blanches au moulin";

/// See the module. Logins: `alice` administers, `paul` receives, `marie` runs the desk, `remi` answers elsewhere for the first
/// practitioner, `rose` only looks.
pub(super) struct Crew {
    site: Site,
    ids: Vec<(&'static str, StaffId)>,
}

impl Deref for Crew {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

pub(super) const PEOPLE: [(&str, Role); 5] = [
    ("alice", Role::Administrator),
    ("paul", Role::Practitioner),
    ("marie", Role::Secretary),
    ("remi", Role::RemoteSecretary),
    ("rose", Role::Reader),
];

impl Crew {
    /// As a demonstration: nobody is asked for a second factor, and no limit per address is reached.
    pub(super) fn demo() -> Self {
        Self::with(Settings {
            limit_factor: 1000,
            is_demo: true,
            ..Settings::default()
        })
    }

    pub(super) fn with(settings: Settings) -> Self {
        Self::of(Site::with(settings))
    }

    /// Reaching providers of text messages through this client.
    pub(super) fn through(settings: Settings, client: Client) -> Self {
        Self::of(Site::through(settings, client))
    }

    /// As a demonstration, at a practice that was built with verbs.
    pub(super) fn of_practice(practice: Practice) -> Self {
        Self::of(Site::of(
            practice,
            Settings {
                limit_factor: 1000,
                is_demo: true,
                ..Settings::default()
            },
        ))
    }

    /// Open outside the practice's network as well.
    pub(super) fn open_outside(settings: Settings) -> Self {
        let site = Self::with(settings);
        site.run(site.app.open_outside(true, Actor::System)).unwrap();
        site
    }

    /// Reached without a proxy that anybody has configured.
    pub(super) fn directly(settings: Settings) -> Self {
        Self::of(Site::limited(settings, Limits::default()))
    }

    /// As a demonstration, in an empty folder.
    pub(super) fn beginning() -> Self {
        Self::of(Site::empty(Settings {
            limit_factor: 1000,
            is_demo: true,
            ..Settings::default()
        }))
    }

    fn of(site: Site) -> Self {
        let here = site.app.agenda().set_up().practitioners.keys().next().copied();
        // Where nobody receives yet, nobody answers for them elsewhere.
        let people = PEOPLE
            .into_iter()
            .filter(|(_, role)| here.is_some() || *role != Role::RemoteSecretary);
        let ids = people.map(|(login, role)| {
            let entry = StaffEntry {
                named: here.into_iter().collect(),
                ..StaffEntry::new(login, format!("{login} L'Hôte"), role)
            };
            (
                login,
                site.run(site.app.create_staff(Actor::System, entry)).unwrap(),
            )
        });
        Self {
            ids: ids.collect(),
            site,
        }
    }

    pub(super) fn id(&self, login: &str) -> StaffId {
        self.ids.iter().find(|(known, _)| *known == login).unwrap().1
    }

    pub(super) fn code(&self, login: &str) -> String {
        let code = self.app.create_sign_in_code(Actor::System, self.id(login));
        self.run(code).unwrap()
    }

    /// Uses a one-time code up and chooses [`PASSWORD`].
    pub(super) fn welcome(&self, browser: &mut Browser, login: &str) -> Page {
        let code = self.code(login);
        let fields = [
            ("code", code.as_str()),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        browser.post("/admin/welcome", &fields)
    }

    /// Somebody who is signed in.
    pub(super) fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        let page = self.welcome(&mut browser, login);
        assert_eq!(page.location().as_deref(), Some("/admin"), "{}", page.text());
        browser
    }
}

/// The value of a hidden field, the first one of the name.
pub(super) fn field(page: &Page, name: &str) -> String {
    let found = page.values(&format!("name=\"{name}\" value=\""));
    found.into_iter().next().expect(name)
}
