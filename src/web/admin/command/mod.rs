//! The command field: a few letters while the telephone is at one's ear.

mod find;
mod page;
mod vocabulary;

pub(super) use page::{send, show};
