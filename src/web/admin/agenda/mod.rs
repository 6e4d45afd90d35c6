//! The agenda: a day or a week of several practitioners and rooms side by side, a month in numbers.

mod back;
mod bar;
mod choice;
mod column;
mod free;
mod item;
mod lanes;
mod legend;
mod month;
mod over;
mod page;
mod room;
mod ruler;
mod told;
mod unit;

pub(super) use back::{after, view};
pub(super) use item::{is_shown, tags};
pub(super) use page::{choice, show, span, told};
pub(super) use told::Told;
