//! That a server logs, prints and panics without the key that a client sends it.

use crate::log::{self, KEY};

#[test]
fn nothing_that_the_tests_write_shows_the_key() {
    log::assert_without(&log::of_tests(&[]), KEY);
}
