//! What a browser with scripts does with a task.

use grappe::app::Task;
use grappe::sys::hash::sha256_hex;

use super::Page;

/// The field `work` after the search.
pub(crate) fn solved(task: &Task) -> String {
    let Task {
        salt, target, mark, ..
    } = task;
    let is_found = |number: &u32| sha256_hex(format!("{salt}{number}").as_bytes()) == *target;
    let number = (0..task.numbers).find(is_found).unwrap();
    format!("{salt}~{number}~{mark}")
}

/// The task on a page, if there is one.
pub(crate) fn task_on(page: &Page) -> Option<Task> {
    let value = |name: &str| page.values(&format!("data-{name}=\"")).pop();
    Some(Task {
        salt: value("salt")?,
        target: value("target")?,
        mark: value("mark")?,
        numbers: value("numbers")?.parse().ok()?,
    })
}
