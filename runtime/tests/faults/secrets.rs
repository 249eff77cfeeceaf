//! That no fault of a server, over HTTP/1.1 and HTTP/2, makes anything log, print or panic with the key.

use crate::log::{self, KEY};

#[test]
fn nothing_that_the_tests_write_shows_the_key() {
    log::assert_without(&log::of_tests(&[]), KEY);
}
