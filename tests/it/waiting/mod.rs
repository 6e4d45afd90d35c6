//! booking-rules §9: the waiting list.

mod cascade;
mod expiry;
mod offers;
mod opened;
mod order;
mod phone;
mod rooms;
mod scene;
mod shapes;
