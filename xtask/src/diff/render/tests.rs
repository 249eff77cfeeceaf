//! Tests of the forms.

use super::escaped;

#[test]
fn markup_is_escaped() {
    assert_eq!(escaped("<a b=\"c\">&'\u{1}"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\u{fffd}");
}
