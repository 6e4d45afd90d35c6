//! A running site with its clock.

use std::net::SocketAddr;

use chrono::TimeDelta;
use grappe::app::App;
use grappe::domain::time::Instant;
use grappe::store::{DATABASE_FILE, Db};
use grappe::sys::clock::Clock;
use grappe::sys::http::Client;
use grappe::sys::task;
use grappe::web::listener::Limits;
use grappe::web::{Server, Settings, Web};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::house::Practice;
use super::{Browser, practice};

/// Monday, 9 in the morning in Paris.
const MONDAY: &str = "2026-03-02T08:00:00Z";

/// See the module. Stops when dropped.
pub(crate) struct Site {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    pub(crate) address: SocketAddr,
    runtime: Runtime,
    _stop: watch::Sender<bool>,
    folder: tempfile::TempDir,
}

impl Site {
    /// The practice of these tests on a Monday morning; 127.0.0.1 is a proxy, so that tests may come from anywhere.
    pub(crate) fn with(settings: Settings) -> Self {
        let limits = Limits {
            proxies: vec!["127.0.0.1".parse().unwrap()],
            ..Limits::default()
        };
        Self::limited(settings, limits)
    }

    /// The same behind other ceilings; without proxies unless they say so.
    pub(crate) fn limited(settings: Settings, limits: Limits) -> Self {
        Self::begun(settings, limits, true)
    }

    /// In an empty folder: a practice without a name, and nobody in it.
    pub(crate) fn empty(settings: Settings) -> Self {
        Self::begun(settings, Limits::default(), false)
    }

    /// The practice of these tests in a box without battery that wakes up in 1970 (booking-rules §1.8).
    pub(crate) fn in_1970() -> Self {
        let (runtime, folder) = (Runtime::new().unwrap(), tempfile::tempdir().unwrap());
        let app = App::open(folder.path(), &Clock::manual(at(MONDAY))).unwrap();
        runtime.block_on(practice::write(&app));
        drop(app);
        let clock = Clock::manual(Instant::UNIX_EPOCH);
        let app = App::open(folder.path(), &clock).unwrap();
        Self::serving(
            (runtime, folder),
            app,
            clock,
            Settings::default(),
            Limits::default(),
        )
    }

    /// The practice of these tests, whose pages reach providers of text messages through this client.
    pub(crate) fn through(settings: Settings, client: Client) -> Self {
        let (runtime, folder) = (Runtime::new().unwrap(), tempfile::tempdir().unwrap());
        let clock = Clock::manual(at(MONDAY));
        let app = App::open(folder.path(), &clock).unwrap();
        runtime.block_on(practice::write(&app));
        clock.advance(TimeDelta::seconds(1));
        let web = Web::through(app.clone(), settings, client);
        Self::over((runtime, folder), app, clock, web, Limits::default())
    }

    /// A practice that was built with verbs.
    pub(crate) fn of(practice: Practice, settings: Settings) -> Self {
        let Practice { app, clock, folder } = practice;
        let place = (Runtime::new().unwrap(), folder);
        Self::serving(place, app, clock, settings, Limits::default())
    }

    fn begun(settings: Settings, limits: Limits, has_practice: bool) -> Self {
        let (runtime, folder) = (Runtime::new().unwrap(), tempfile::tempdir().unwrap());
        let clock = Clock::manual(at(MONDAY));
        let app = App::open(folder.path(), &clock).unwrap();
        if has_practice {
            runtime.block_on(practice::write(&app));
        }
        // The set-up was written at the same second: from now on the clock is later than the newest record.
        clock.advance(TimeDelta::seconds(1));
        Self::serving((runtime, folder), app, clock, settings, limits)
    }

    fn serving(
        place: (Runtime, tempfile::TempDir),
        app: App,
        clock: Clock,
        settings: Settings,
        limits: Limits,
    ) -> Self {
        let web = Web::new(app.clone(), settings);
        Self::over(place, app, clock, web, limits)
    }

    fn over(place: (Runtime, tempfile::TempDir), app: App, clock: Clock, web: Web, limits: Limits) -> Self {
        let (runtime, folder) = place;
        let (stop, stopped) = watch::channel(false);
        let address = runtime.block_on(async {
            let here = "127.0.0.1:0".parse().unwrap();
            let server = Server::over(web, here, limits).await.unwrap();
            let address = server.address().unwrap();
            drop(task::spawn("test site", server.serve(stopped)));
            address
        });
        Self {
            app,
            clock,
            address,
            runtime,
            _stop: stop,
            folder,
        }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::at(self.address)
    }

    /// Past everything of ours.
    pub(crate) fn database(&self) -> rusqlite::Connection {
        super::filled::open(self.folder.path())
    }

    /// Grows with every act that is written.
    pub(crate) fn revision(&self) -> i64 {
        self.run(self.app.store().read(|db: &Db<'_>| db.audit_head()))
            .unwrap()
            .revision
            .0
    }

    /// Whether an act of this kind was written down.
    pub(crate) fn recorded(&self, what: &str) -> bool {
        let file = self.folder.path().join(DATABASE_FILE);
        let conn = rusqlite::Connection::open(file).unwrap();
        let mut found = conn.prepare("SELECT 1 FROM audit WHERE what = ?1").unwrap();
        found.exists([what]).unwrap()
    }

    /// How the acts of this kind ended, in order.
    pub(crate) fn outcomes(&self, what: &str) -> Vec<String> {
        let file = self.folder.path().join(DATABASE_FILE);
        let conn = rusqlite::Connection::open(file).unwrap();
        let mut found = conn
            .prepare("SELECT coalesce(body ->> 'outcome', '') FROM audit WHERE what = ?1 ORDER BY seq")
            .unwrap();
        let rows = found.query_map([what], |row| row.get(0)).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    /// What was written down after this point of the log, the oldest first: who, what, and to what.
    pub(crate) fn written_since(&self, seq: i64) -> Vec<[String; 3]> {
        let file = self.folder.path().join(DATABASE_FILE);
        let conn = rusqlite::Connection::open(file).unwrap();
        let mut found = conn
            .prepare("SELECT who, what, coalesce(object, '') FROM audit WHERE seq > ?1 ORDER BY seq")
            .unwrap();
        let found = found.query_map([seq], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]));
        found.unwrap().map(Result::unwrap).collect()
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}
