//! What each format allows and refuses.

use specwright_runtime::Format;

/// Format, texts that match, texts that do not.
const CASES: &[(Format, &[&str], &[&str])] = &[
    (
        Format::DateTime,
        &["2026-01-10T09:00:00Z", "1963-06-19T08:30:06.283185Z", "1998-12-31T15:59:60.123-08:00"],
        &[
            "2026-01-10",
            "1998-12-31T23:58:60Z",
            "06/19/1963 08:30:06 PST",
            "1963-06-19T08:30:06.28123+01:00Z",
        ],
    ),
    (Format::Date, &["2024-02-29", "1963-06-19"], &["2023-02-29", "1998-1-20", "2013-350", "1963-06-1৪"]),
    (
        Format::Time,
        &["08:30:06Z", "23:59:60Z", "15:59:60-08:00", "08:30:06.283185z", "08:30:06+00:20"],
        &[
            "08:30:06",
            "24:00:00Z",
            "22:59:60Z",
            "8:3:6Z",
            "08:30:06-8:00",
            "01:02:03Z+00:30",
            "12:00:00.Z",
            "08-30-06Z",
        ],
    ),
    (
        Format::Duration,
        &["P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W"],
        &[
            "PT1D",
            "4DT12H30M5S",
            "P",
            "P1YT",
            "PT",
            "P2D1Y",
            "P1D2H",
            "P2S",
            "P1Y2W",
            "P1",
            "P২Y",
            "PT1H5S",
            "P1Y1D",
        ],
    ),
    (
        Format::Email,
        &[
            "joe.bloggs@example.com",
            "te~st@example.com",
            "\"joe bloggs\"@example.com",
            "a@[127.0.0.1]",
            "a@[IPv6:::1]",
        ],
        &[
            "2962",
            "@example.com",
            "a@",
            ".test@example.com",
            "test.@example.com",
            "te..st@example.com",
            "a@[127.0.0.300]",
            "a@-b.de",
            "ä@example.com",
        ],
    ),
    (Format::IdnEmail, &["실례@실례.테스트", "joe.bloggs@example.com"], &["2962", "a b@c.de"]),
    (
        Format::Hostname,
        &["www.example.com", "xn--4gbwdl.xn--wgbh1c", "a1", "a-b", "123"],
        &["", "-a-host-name", "not_a_name", "a-", "a..b", ".a", "a.", "ä.de"],
    ),
    (
        Format::Ipv4,
        &["192.168.0.1", "0.0.0.0"],
        &["127.0.0.0.1", "256.1.1.1", "127.0", "0x7f000001", "087.10.0.1", "1.2.3.4/8"],
    ),
    (
        Format::Ipv6,
        &["::1", "::42:ff:1", "::ffff:192.168.0.1", "d6::"],
        &["12345::", ":::1", "1:2:3:4:5:6:7", "fe80::a%eth1", "::1/64", " ::1"],
    ),
    (
        Format::Uri,
        &[
            "https://brp.otark.team/errors/validation",
            "urn:oasis:names",
            "ldap://[2001:db8::7]/c=GB?objectClass?one",
            "mailto:a@b.c",
            "http://a:80?q#f",
            "tel:+1-816",
        ],
        &[
            "//foo.bar/?baz=qux",
            "/abs",
            "\\\\W\\fs",
            "foo",
            "http:// shouldfail.com",
            ":// x",
            "bar,baz:foo",
            "https://[@example.org/",
            "http://a/%zz",
            "http://a:b/",
            "http://ü.de/",
        ],
    ),
    (
        Format::UriReference,
        &["/v1/customers/cust_r8s9t0u1", "", "#frag", "?q", "a/b:c", "http://a"],
        &["\\\\W\\fs", "#frag\\ment", "a b", "1:2"],
    ),
    (Format::Iri, &["http://ƒøø.ßår/?∂éœ=πîx#πîüx"], &["/abc", "http:// a", "http://2001:0db8::7334"]),
    (Format::IriReference, &["/ï"], &["\\\\WINDOWS\\filëßåré"]),
    (
        Format::Uuid,
        &["2EB8AA08-aa98-11ea-b4aa-73b441d16380", "00000000-0000-0000-0000-000000000000"],
        &[
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
            "2eb8aa08aa9811eab4aa73b441d16380",
            "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
            "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
        ],
    ),
    (Format::JsonPointer, &["", "/", "/foo/0", "/a~1b/~0"], &["a", "/a~", "/~2", "#/a"]),
    (Format::RelativeJsonPointer, &["0", "1/a", "0#", "120/foo"], &["", "/a", "01", "-1/a", "0##", "1a"]),
    (Format::Byte, &["", "TQ==", "TWE=", "TWFu", "+/+/"], &["T", "TQ=", "TQ", "T===", "TW-_", "TWE=TWE="]),
    (Format::Base64Url, &["", "TQ", "TQ==", "-_-_"], &["T", "TQ=", "+/", "TQ==="]),
];

#[test]
fn each_format() {
    for &(format, good, bad) in CASES {
        for text in good {
            assert!(format.matches(text), "{format} allows {text:?}");
        }
        for text in bad {
            assert!(!format.matches(text), "{format} refuses {text:?}");
        }
    }
}

#[test]
fn nothing_panics_on_cut_text() {
    let texts = CASES.iter().flat_map(|case| case.1.iter().chain(case.2));
    for text in texts {
        for (at, _) in text.char_indices() {
            for case in CASES {
                let _ = case.0.matches(&text[..at]);
                let _ = case.0.matches(&text[at..]);
            }
        }
    }
}
