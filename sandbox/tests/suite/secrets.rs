//! That neither client nor server logs, prints or panics with a key, whatever is asked of the sandbox.

// What `log` is made of; its file is that of the tests of the runtime.
use tracing as _;

use crate::log;
use crate::page::{OTHER_KEY, READ_ONLY_KEY};

#[test]
fn nothing_that_the_tests_write_shows_a_key() {
    let shown = log::of_tests(&["client::", "control::", "faults::", "hostile::", "page::"]);
    for key in ["brp_test_4nordwind8q2x7m5k1c9v", READ_ONLY_KEY, OTHER_KEY] {
        log::assert_without(&shown, key);
    }
}
