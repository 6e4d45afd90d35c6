//! A PIN is tried once, over restarts.

use grappe::app::App;
use grappe::sys::clock::Clock;

#[tokio::test]
async fn a_pin_is_tried_once_until_it_was_right_or_is_typed_again() {
    let folder = tempfile::tempdir().unwrap();
    let opened = || App::open(folder.path(), &Clock::system()).unwrap();
    let app = opened();
    assert!(app.may_try_pin("first").await.unwrap());
    assert!(!app.may_try_pin("first").await.unwrap());
    drop(app);
    let app = opened();
    assert!(!app.may_try_pin("first").await.unwrap(), "after a restart");
    assert!(app.may_try_pin("typed again").await.unwrap());
    app.pin_was_right("typed again").await.unwrap();
    assert!(app.may_try_pin("typed again").await.unwrap());
}
