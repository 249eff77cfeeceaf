//! That nothing of a key is left in the memory of the process once all that had it is dropped.
//!
//! Linux shows a process its own memory as a file, so the search needs no unsafe code. What is searched for is kept in
//! another form, or the search would find itself.
#![cfg(all(target_os = "linux", target_env = "gnu", feature = "testing"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs::File;
use std::hint::black_box;
use std::os::unix::fs::FileExt as _;

use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{
    Api, ApiClient, BoxFuture, Builder, Core, Credential, KeyLocation, Method, Operation, SchemeKind, Secret,
    SecurityScheme, Token, TokenError, TokenSource, Transport,
};

/// Longer than whatever else is allocated here, so that nothing else comes to lie in the same place.
const LENGTH: usize = 720;

/// How much of its end is searched for: what allocators note in a block that is free stands at its beginning.
const END: usize = 64;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A character of the key with this number; each test has a key of its own.
fn character(number: usize, index: usize) -> u8 {
    DIGITS[(index * index + index * number * 7 + number) % 64]
}

fn key(number: usize) -> String {
    let mut key = String::with_capacity(LENGTH);
    (0..LENGTH).for_each(|index| key.push(character(number, index).into()));
    key
}

/// The end of a key, each bit turned.
fn plain(number: usize) -> Vec<u8> {
    (LENGTH - END..LENGTH).map(|index| !character(number, index)).collect()
}

/// The end of a key in Base64, each bit turned; the key begins where three bytes do.
fn base64(number: usize) -> Vec<u8> {
    let digit = |place: usize| {
        let (at, shift) = (place / 4 * 3, 18 - place % 4 * 6);
        let three = (0..3).fold(0, |all, next| all << 8 | usize::from(character(number, at + next)));
        let digit = DIGITS[three >> shift & 63];
        !(if digit == b'-' {
            b'+'
        } else if digit == b'_' {
            b'/'
        } else {
            digit
        })
    };
    (LENGTH / 3 * 4 - END..LENGTH / 3 * 4).map(digit).collect()
}

/// Whether the memory of this process has the bytes, each bit of which is turned, anywhere.
fn is_in_memory(turned: &[u8]) -> bool {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut page = vec![0; 64 * 1024];
    let mut is_found = false;
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (range, rights) = (words.next().unwrap(), words.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let [mut from, to] = [from, to].map(|digits| u64::from_str_radix(digits, 16).unwrap());
        while from < to {
            let length = page.len().min(usize::try_from(to - from).unwrap());
            let Ok(length @ 1..) = memory.read_at(&mut page[..length], from) else { break };
            let is_here = |bytes: &[u8]| {
                bytes[0] == !turned[0] && bytes.iter().zip(turned).all(|(byte, other)| *byte == !*other)
            };
            is_found |= page[..length].windows(turned.len()).any(is_here);
            // What was read must not be found again; what lies across two pages is read as a whole.
            page.fill(0);
            black_box(&page);
            let step = if length > END && from + (length as u64) < to { length - END } else { length };
            from += step as u64;
        }
    }
    is_found
}

#[test]
fn a_text_that_is_no_secret_is_left_behind() {
    let text = key(1);
    assert!(is_in_memory(&plain(1)));
    drop(black_box(text));
    assert!(
        is_in_memory(&plain(1)),
        "the search sees what is free: without this, the other tests show nothing"
    );
}

#[test]
fn secrets_are_overwritten() {
    let secret = Secret::from(key(2));
    let other = secret.clone();
    assert!(is_in_memory(&plain(2)));
    drop(secret);
    assert!(is_in_memory(&plain(2)), "the other one has it still");
    drop(other);
    assert!(!is_in_memory(&plain(2)));
}

#[test]
fn credentials_and_builders_are_overwritten() {
    let builder = Builder::<Client>::new()
        .credential("Key", Credential::api_key(key(3)))
        .basic("us", key(3))
        .credential("Token", Credential::bearer_token(key(3)));
    assert!(is_in_memory(&plain(3)));
    drop((builder, Credential::basic("us", key(3)), Token::new(key(3))));
    assert!(!is_in_memory(&plain(3)));
}

/// What is sent is made of the key as well: header values, with `Bearer` before it, or in Base64.
#[tokio::test]
async fn clients_and_what_they_sent_are_overwritten() {
    for (number, scheme) in [(4, "Key"), (5, "Token"), (6, "Password"), (7, "Source"), (8, "Cookie")] {
        let script = Script::new();
        script.always(Answer::status(204));
        let builder = Builder::<Client>::new().base_url("https://h").transport(script.clone());
        let (builder, operation) = match scheme {
            "Key" => (builder.credential("Key", Credential::api_key(key(number))), &BY_KEY),
            "Token" => (builder.bearer_token(key(number)), &BY_TOKEN),
            "Password" => (builder.basic("us", key(number)), &BY_PASSWORD),
            "Cookie" => (builder.credential("Cookie", Credential::api_key(key(number))), &BY_COOKIE),
            _ => (builder.token_source(Source(number)), &BY_TOKEN),
        };
        let client = builder.build().unwrap();
        client.0.call(operation).reply().await.unwrap();
        client.0.call(operation).reply().await.unwrap();
        let is_somewhere = || is_in_memory(&plain(number)) || is_in_memory(&base64(number));
        assert_eq!(script.requests().len(), 2);
        assert!(is_somewhere(), "{scheme}");
        drop((client, script));
        assert!(!is_somewhere(), "{scheme}");
    }
}

/// Tokens that are got when they are needed.
struct Source(usize);

impl TokenSource for Source {
    fn token<'a>(&'a self, _: &'a dyn Transport) -> BoxFuture<'a, Result<Token, TokenError>> {
        let token = Token::new(key(self.0));
        Box::pin(async { Ok(token) })
    }
}

#[derive(Clone, Debug)]
struct Client(Core);

impl ApiClient for Client {
    const API: &'static Api = &Api {
        title: "Keys",
        version: "1",
        user_agent: "keys/1",
        servers: &[],
        security_schemes: &[
            SecurityScheme {
                name: "Key",
                kind: SchemeKind::ApiKey { location: KeyLocation::Header, name: "X-Key" },
            },
            SecurityScheme {
                name: "Cookie",
                kind: SchemeKind::ApiKey { location: KeyLocation::Cookie, name: "sid" },
            },
            SecurityScheme { name: "Token", kind: SchemeKind::Bearer },
            SecurityScheme { name: "Password", kind: SchemeKind::Basic },
        ],
    };

    fn from_core(core: Core) -> Self {
        Self(core)
    }
}

static BY_KEY: Operation = Operation::new("byKey", Method::GET, "/").security(&[&["Key"]]);
static BY_COOKIE: Operation = Operation::new("byCookie", Method::GET, "/").security(&[&["Cookie"]]);
static BY_TOKEN: Operation = Operation::new("byToken", Method::GET, "/").security(&[&["Token"]]);
static BY_PASSWORD: Operation = Operation::new("byPassword", Method::GET, "/").security(&[&["Password"]]);
