//! Booking at the desk and by phone: who, when, what on one page that keeps everything typed.

mod book;
mod book_form;
mod cares;
mod copy;
mod length;
mod next;
mod refusal;
mod rest;
mod when;
mod when_view;

pub(super) use book::{send, show};
pub(super) use copy::{send as copy_send, show as copy_show};
pub(super) use length::length;
pub(super) use next::PROPOSED;
pub(super) use refusal::{alternatives, told};
pub(super) use when::When;
pub(super) use when_view::WhenView;
