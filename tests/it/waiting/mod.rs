//! booking-rules §9: the waiting list.

mod cascade;
mod offers;
mod opened;
mod order;
mod phone;
mod scene;
