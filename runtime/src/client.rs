//! The client that generated crates are built on.
