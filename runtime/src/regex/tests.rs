//! The matchers against each other and against that of `regress`, and patterns and texts that are made to hurt.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Alphabet, Engine, Program, Regex, Table, Tree, is_regex};

/// All matchers that there are for a pattern.
fn matchers(source: &str) -> Option<Vec<Engine>> {
    let tree = || Tree::new(source);
    let mut matchers = vec![Engine::Attempts(tree()?)];
    if let Some(program) = Program::new(&tree()?) {
        let alphabet = || Alphabet::new(tree().unwrap().sets());
        let table = Table::new(&program, &alphabet());
        matchers.extend(table.map(|table| Engine::Table(alphabet(), table)));
        matchers.push(Engine::States(alphabet(), program));
    }
    Some(matchers)
}

/// All matchers say what `regress` says.
fn agree<T: AsRef<str>>(source: &str, texts: &[T]) {
    let theirs = regress::Regex::with_flags(source, "u").ok();
    let ours = matchers(source);
    assert_eq!(is_regex(source), ours.is_some(), "/{source}/");
    if ours.is_some() != theirs.is_some() {
        let has = |parts: &[&str]| parts.iter().any(|part| source.contains(part));
        // Theirs lets a quantifier follow these, and ours lets a name come twice wherever that is.
        let is_known = has(&[r"\b*", r"\b+", r"\b?", r"\b{", r"\B*", r"\B+", r"\B?", r"\B{"])
            || source.matches("(?<n>").count() > 1;
        assert!(is_known, "/{source}/ is compiled: {}, by theirs: {}", ours.is_some(), theirs.is_some());
    }
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return };
    let ours: Vec<_> = ours.into_iter().map(Regex).collect();
    for text in texts.iter().map(AsRef::as_ref) {
        let expected = theirs.find(text).is_some();
        for matcher in &ours {
            assert_eq!(matcher.is_match(text), expected, "/{source}/ in {text:?}: {:?}", matcher.0);
        }
    }
}

const PATTERNS: &[&str] = &[
    "",
    "a",
    "^a",
    "a$",
    "^$",
    "$^",
    "^a|b$",
    "^(?:a|b)*$",
    "^(?:ab?){2,3}$",
    "^(?:ab?){2,}c",
    "a{0}b",
    "(?:){3}a",
    "(?:a*)*b",
    "(?:a|b?){3}c",
    "^(?:|a)+$",
    ".",
    "^.$",
    "^[^]$",
    "[]",
    "^[]*$",
    r"^\d+\D$",
    r"^\w+\W\w$",
    r"^\s\S$",
    r"\ba\b",
    r"\Ba",
    r"^\cJ$",
    r"^\x61\u0062\u{63}$",
    r"^\ud83d\ude00$",
    r"\ud83d",
    r"[\ud83d\ude00]",
    "^[😀-😂]$",
    r"^[\w-]+$",
    r"^[a\-c]+$",
    r"^[\d\s]*$",
    r"^[^\d\s]*$",
    r"^[\b]$",
    r"\p{L}",
    r"^\p{Lu}\p{Ll}*$",
    r"^\P{L}$",
    r"^[^\P{L}]$",
    r"\p{Script=Greek}",
    r"\p{Zl}",
    "(?=a)b",
    "a(?=b)",
    "a(?!b)",
    "(?<=a)b",
    "(?<!a)b",
    "^(?=.*1)(?=.*b)[a-z1]{2,4}$",
    "^(?!.*ab)[a-c]*$",
    "(?=a(?!b))a",
    "(?<=(?<!a)b)c",
    "(?<=^a*)b",
    "a(?=b*$)",
    "(?:(?=a))*b",
    "(?:(?!a)[a-c]){2}",
    r"(a)\1",
    r"^(a|b)*\1$",
    r"^(?:(a)|b)*\1$",
    r"(?<x>a|b)\k<x>",
    r"\1(a)",
    r"(?<=\1(a))b",
    r"(?<=(a)\1)b",
    r"(?=(a*))\1b",
    r"(?!(a)\1)a",
    r"^(a*?)b\1$",
    r"^(?:a{1,2}?){2}\b(a)?\1$",
    "(?i:ab)",
    "(?i:k)",
    "(?i:[^k])",
    r"(?i:\w)",
    r"(?i:\W)",
    r"(?i:\bs)",
    r"(?i:(k)\1)",
    "(?i:a(?-i:b)c)",
    "(?m:^b$)",
    "(?s:^.$)",
    "(?s-m:a.b)",
];

const TEXTS: &[&str] = &[
    "",
    "a",
    "b",
    "c",
    "A",
    "aa",
    "ab",
    "ba",
    "bb",
    "aba",
    "abb",
    "abab",
    "ababab",
    "abc",
    "aabc",
    "a1b",
    "b1",
    "aab",
    "aaab",
    "aabaa",
    "a b",
    "a-c",
    "1a",
    "12 ",
    "12x",
    "\n",
    "\r",
    "\u{2028}",
    "\u{feff}a",
    "a\nb",
    "a\nb\nc",
    "é",
    "éa",
    "Éa",
    "Ω",
    "😀",
    "😁",
    "😃",
    "\u{8}",
    "_",
    "AB",
    "aBc",
    "abC",
    "\u{212a}",
    "k\u{212a}",
    "\u{17f}",
    " \u{17f}",
    "𝒜",
];

#[test]
fn all_matchers_agree_on_each_pattern() {
    for source in PATTERNS {
        agree(source, TEXTS);
    }
}

/// The tables may be of different versions of Unicode, which differ in characters that were added.
#[test]
fn properties_are_known_by_all_their_names() {
    let texts = ["a", "K", "5", "é", "Ω", "中", "\u{300}", "\u{2028}", "€", "_", " ", "😀", "(", "\u{ad}"];
    let names = [
        "L",
        "Letter",
        "gc=Lu",
        "General_Category=Lowercase_Letter",
        "Cs",
        "gc=Surrogate",
        "Nd",
        "digit",
        "punct",
        "Zl",
        "Sc",
        "Any",
        "ASCII",
        "Assigned",
        "Alphabetic",
        "Alpha",
        "Uppercase",
        "White_Space",
        "space",
        "Emoji",
        "Extended_Pictographic",
        "Hex_Digit",
        "ID_Start",
        "XIDC",
        "Ideographic",
        "Dash",
        "Math",
        "Script=Greek",
        "sc=Grek",
        "Script_Extensions=Han",
        "scx=Latn",
        "Bidi_Mirrored",
        "Default_Ignorable_Code_Point",
    ];
    for name in names {
        agree(&format!(r"\p{{{name}}}"), &texts);
        agree(&format!(r"[^\P{{{name}}}a]"), &texts);
    }
}

#[test]
fn what_is_broken_is_refused() {
    for source in ["(", "a**", "[b-a]", r"\1", r"(?<a>)\k<b>", r"\p{Foo}", "{", "(?=a)*", r"\-"] {
        agree(source, &[""]);
    }
    assert!(Tree::new(&format!("{}{}", "(".repeat(257), ")".repeat(257))).is_none());
    assert!(Tree::new(&format!("{}{}", "(".repeat(256), ")".repeat(256))).is_some());
}

/// Pieces of patterns, of which some become no pattern at all.
fn pattern() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        6 => "[abc1 é]",
        1 => Just(".".to_owned()),
        3 => prop::sample::select(vec![
            "[ab]", "[^a]", "[a-c1]", r"\d", r"\w", r"\W", r"\s", r"\S", r"[^\w ]", r"\p{L}", r"\P{Lu}", "[]", "[^]",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec!["^", "$", r"\b", r"\B"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec![r"\1", r"\2", r"\k<n>"]).prop_map(str::to_owned),
    ];
    atom.prop_recursive(4, 24, 4, |inner| {
        let open = prop::sample::select(vec![
            "(?:", "(?:", "(", "(", "(?<n>", "(?=", "(?!", "(?<=", "(?<!", "(?i:", "(?m:", "(?s-i:",
        ]);
        let quantifier = prop::sample::select(vec![
            "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}", "{2,3}?",
        ]);
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            1 => prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join("|")),
            3 => (open, inner.clone(), quantifier.clone())
                .prop_map(|(open, inner, quantifier)| format!("{open}{inner}){quantifier}")),
            2 => (inner, quantifier).prop_map(|(inner, quantifier)| format!("{inner}{quantifier}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn all_matchers_agree(source in pattern(), texts in prop::collection::vec("[abcA1 é\n_]{0,8}", 4)) {
        agree(&source, &texts);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    /// Most of these are no patterns; those that are, and those that are not, are the same as theirs.
    #[test]
    fn all_agree_on_what_a_pattern_is(source in r"[ab1(){}|?*+\\\[\]^$.:<>=!,\-npPkubBdwsixc]{0,12}", text in "[ab1nk]{0,6}") {
        agree(&source, &[text]);
    }
}

/// Runs what must not take long, whatever the machine, and tells how it ends.
fn in_time(source: &str, text: &str) -> bool {
    let regex = Regex::new(source).unwrap();
    let start = Instant::now();
    let is_match = regex.is_match(text);
    assert!(start.elapsed() < Duration::from_secs(20), "/{source}/ took {:?}", start.elapsed());
    is_match
}

#[test]
fn catastrophic_patterns_take_linear_time() {
    let length = 50_000;
    let (many, ab) = ("a".repeat(length), "ab".repeat(length / 2));
    let bad = format!("{many}!");
    let sources = [
        "(a+)+$",
        "^(a+)+$",
        "^(a*)*$",
        "^(a|a)*$",
        "(a|aa)+$",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(.*)*x",
        "(.*.*)*=.*",
        "(?:a?){30}a{30}$",
        r"^(\w+\s?)*$",
        "(?=(a+)+$)b",
        "(?!.*(a+)+x)(a+)+$",
        "(?<=(a|aa)+)x",
        r"\b(a+)+\b$",
    ];
    for source in sources {
        assert!(!in_time(source, &bad), "/{source}/");
    }
    assert!(in_time("^(a+)+$", &many) && in_time("^(?:(a|b|ab)*)*$", &ab));
    assert!(in_time("^(?=.*b)(?=.*a)[ab]{8,}$", &ab));
}

#[test]
fn back_references_are_given_up_in_time() {
    let bad = format!("{}!", "a".repeat(5_000));
    for source in [r"^(a+)+\1$", r"(a*)*\1b", r"(?:(a)|(?:a|a)*)*\1b", r"(.*)(.*)(.*)\3\2\1x"] {
        assert!(!in_time(source, &bad), "/{source}/");
    }
    assert!(in_time(r"^(a+)\1$", &"a".repeat(2_000)));
    assert!(!in_time(r"^(a+)\1$", &"a".repeat(2_001)));
}

#[test]
fn large_repetitions_are_matched() {
    let long = "x".repeat(131_072);
    for (source, is_match) in [
        (r"^[\s\S]{0,4000}$", false),
        (r"^[\s\S]{1,131072}$", true),
        (r"^[\s\S]{1,131071}$", false),
        ("^(?:x{1000}){131}x{72}$", true),
        ("(?:x{1000}){132}", false),
        ("^(?:(?:){4000000000}x)*$", true),
        ("x{4294967295}", false),
    ] {
        assert_eq!(in_time(source, &long), is_match, "/{source}/");
    }
}

/// The matcher that is chosen is what the patterns of real documents need.
#[test]
fn simple_patterns_become_tables() {
    let is_table = |source| matches!(Regex::new(source).unwrap().0, Engine::Table(..));
    for source in [
        "^nom_[a-z0-9]{8}$",
        r"^\d{3}-\d{4}$",
        "^[A-Za-z0-9._%+-]+@[a-z]{2,}$",
        r"^\p{L}{1,100}$",
        "^.{1,200}$",
    ] {
        assert!(is_table(source), "/{source}/");
    }
    for source in ["(?=a)b", r"\ba", r"(a)\1", "(a|b)*a(a|b){30}$", "x{0,4000}y{0,4000}$"] {
        assert!(!is_table(source), "/{source}/");
    }
}
