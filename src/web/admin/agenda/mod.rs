//! The agenda: a day or a week of several practitioners side by side.

mod choice;
mod column;
mod free;
mod item;
mod lanes;
mod page;
mod ruler;
mod unit;

pub(super) use item::is_shown;
pub(super) use page::show;
