//! Lines that call nobody are looked after: what lies in SMSD's folders reaches the desk.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use grappe::app::NewLine;
use grappe::domain::sms::{Provider, TextAnswer};
use grappe::messages::sms::modem::hear;
use grappe::messages::sms::{Attendant, Wire};
use grappe::sys::http::Client;
use tokio::runtime::Handle;

use crate::support::house::{Practice, secretary};

fn came_in(folder: &Path, name: &str, text: &str) {
    let path = folder.join("inbox").join(name);
    fs::write(&path, text).unwrap();
    // Before the practice's manual clock, on which it has settled.
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_hours(1);
    File::options()
        .append(true)
        .open(path)
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_in_the_folder_of_smsd_reaches_the_desk_once() {
    let practice = Practice::new();
    let folder = tempfile::tempdir().unwrap();
    for name in ["outbox", "sent", "error", "inbox"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let place = folder.path().display().to_string();
    let line = NewLine {
        provider: Provider::Smsd,
        fields: BTreeMap::from([("folder".to_owned(), place)]),
        secrets: BTreeMap::new(),
    };
    practice.app.add_sms_line(secretary(), line).await.unwrap();
    came_in(folder.path(), "IN20260302_081500_00_+33612345678_00.txt", "STOP");
    let wire = Wire::new(Arc::new(Client::default()), practice.app.clock().clone());
    let attendant = Attendant::new(practice.app.clone(), wire);
    let hear = hear(&practice.app, &Handle::current());
    for _ in 0..2 {
        attendant.look(&hear).await.unwrap();
    }
    let texts = practice.app.unseen_texts().await.unwrap();
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].answer, TextAnswer::Stop);
    assert_eq!(fs::read_dir(folder.path().join("inbox")).unwrap().count(), 0);
}
