//! The key that all tests use, and all forms in which it may show.
#![allow(dead_code, reason = "not everybody who searches needs all of it")]

/// What the tests use as a key, a token and a password, and look for in what must not have it.
pub(crate) const KEY: &str = "brp_live_3f9a71c2";

/// What every key in tests and examples begins with.
pub(crate) const MARKS: [&str; 2] = ["brp_live_", "brp_test_"];

/// The variable that says that everything is to be logged.
pub(crate) const VARIABLE: &str = "LOG_EVERYTHING_OF_A_TEST";

/// What a program writes that logs everything.
pub(crate) const EVERYTHING_IS_LOGGED: &str = "everything is logged";

/// Where a form of the secret stands in the text.
pub(crate) fn found(shown: &str, secret: &str) -> Option<usize> {
    // As it is, as numbers, and the beginning alone, as something that cuts texts would show it.
    let bytes =
        |digits: fn(u8) -> String, between| secret.bytes().map(digits).collect::<Vec<_>>().join(between);
    let mut forms =
        vec![secret.to_owned(), secret.get(..12).unwrap_or(secret).to_owned(), secret.replace('_', "%5F")];
    forms.push(bytes(|byte| byte.to_string(), ", "));
    forms.push(bytes(|byte| format!("{byte:02x}"), ""));
    // In Base64, as basic authentication has it, wherever it stands in a longer text: without the characters at both
    // ends, which hold bits of what stands beside it.
    for before in 0..3_usize {
        let text = base64(&[&vec![0; before], secret.as_bytes()].concat());
        forms.push(text[(before * 4).div_ceil(3)..text.len() - 1].to_owned());
    }
    forms.iter().find_map(|form| shown.find(form))
}

/// Without what does not fill three bytes at the end.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |three: &[u8]| {
        let number = three.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
        [18, 12, 6, 0].map(|shift| char::from(DIGITS[number >> shift & 63]))
    };
    bytes.chunks_exact(3).flat_map(digits).collect()
}

#[test]
fn secrets_are_found_in_every_form() {
    let shown = [
        "x-api-key: brp_live_3f9a71c2\n".to_owned(),
        r#"Basic("YTpicnBfbGl2ZV8zZjlhNzFjMg==")"#.to_owned(),
        "Basic YWI6YnJwX2xpdmVfM2Y5YTcxYzI=".to_owned(),
        "Basic YWJjOmJycF9saXZlXzNmOWE3MWMy".to_owned(),
        "key=brp%5Flive%5F3f9a71c2".to_owned(),
        "62 6272705f6c6976655f33663961373163".to_owned() + "32",
        format!("{:?}", b"a=brp_live_3f9a71c2&"),
        "brp_live_3f9...".to_owned(),
    ];
    for shown in shown {
        assert!(found(&shown, "brp_live_3f9a71c2").is_some(), "{shown}");
    }
    assert_eq!(found("brp_test_3f9a71c2 YnJwX3Rlc3Q=", "brp_live_3f9a71c2"), None);
}
