//! The syntax of server-sent events, section 9.2 of the HTML standard of the WHATWG.

use std::time::Duration;

use bytes::{Buf as _, BytesMut};

use super::ServerEvent;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Makes events of chunks, wherever they are cut.
#[derive(Debug)]
pub(super) struct Parser {
    buffer: BytesMut,
    /// How far the buffer has been looked through.
    seen: usize,
    is_start: bool,
    /// The last line ended with a carriage return: a line feed that follows belongs to it.
    after_return: bool,
    data: String,
    kind: String,
    /// The id of the event that is being read, which is that of the last one unless it has its own.
    id: String,
    /// The id to go on from, known once an event is complete.
    last_id: String,
    /// How long the server asks to wait before connecting again.
    retry: Option<Duration>,
    limit: usize,
}

/// An event, or a line, is larger than the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

impl Parser {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            seen: 0,
            is_start: true,
            after_return: false,
            data: String::new(),
            kind: String::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
            limit,
        }
    }

    /// Forgets what was not complete when the connection ended.
    pub(super) fn restart(&mut self) {
        self.buffer.clear();
        self.data.clear();
        self.kind.clear();
        self.id.clone_from(&self.last_id);
        (self.seen, self.is_start, self.after_return) = (0, true, false);
    }

    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    /// The next event, if it is complete.
    pub(super) fn next(&mut self) -> Result<Option<ServerEvent>, TooLarge> {
        while let Some(line) = self.line() {
            if line.is_empty() {
                if let Some(event) = self.dispatch() {
                    return Ok(Some(event));
                }
                continue;
            }
            self.field(&String::from_utf8_lossy(&line));
            if self.data.len() > self.limit {
                return Err(TooLarge);
            }
        }
        if self.buffer.len() > self.limit { Err(TooLarge) } else { Ok(None) }
    }

    fn line(&mut self) -> Option<BytesMut> {
        if self.after_return && self.buffer.first() == Some(&b'\n') {
            self.buffer.advance(1);
        }
        if !self.buffer.is_empty() {
            self.after_return = false;
        }
        let unseen = self.buffer.get(self.seen..).unwrap_or_default();
        let Some(end) = unseen.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.seen = self.buffer.len();
            return None;
        };
        let mut line = self.buffer.split_to(self.seen + end);
        self.after_return = self.buffer.first() == Some(&b'\r');
        self.buffer.advance(1);
        self.seen = 0;
        if std::mem::take(&mut self.is_start) && line.starts_with(BOM) {
            line.advance(BOM.len());
        }
        Some(line)
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "event" => value.clone_into(&mut self.kind),
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // A comment has an empty name; others mean nothing.
            _ => {}
        }
    }

    /// An empty line ends an event, which without data is none.
    fn dispatch(&mut self) -> Option<ServerEvent> {
        self.last_id.clone_from(&self.id);
        let kind = std::mem::take(&mut self.kind);
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        let kind = if kind.is_empty() { "message".to_owned() } else { kind };
        Some(ServerEvent { id: self.last_id.clone(), kind, data })
    }
}

#[cfg(test)]
mod tests {
    use super::{Parser, ServerEvent, TooLarge};

    /// The events of a text, whatever the size of the chunks in which it comes.
    fn events(text: &str) -> Vec<(String, String, String)> {
        let mut results = Vec::new();
        for size in 1..=text.len().max(1) {
            let mut parser = Parser::new(1000);
            let mut found = Vec::new();
            for chunk in text.as_bytes().chunks(size) {
                parser.push(chunk);
                while let Some(ServerEvent { id, kind, data }) = parser.next().unwrap() {
                    found.push((id, kind, data));
                }
            }
            results.push(found);
        }
        assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "{results:?}");
        results.remove(0)
    }

    #[test]
    fn events_are_the_same_however_they_come() {
        type Events<'e> = &'e [(&'e str, &'e str, &'e str)];
        let cases: [(&str, Events<'_>); 17] = [
            ("data: YHOO\ndata: +2\ndata: 10\n\n", &[("", "message", "YHOO\n+2\n10")]),
            (
                ": comment\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n",
                &[("1", "message", "first"), ("", "message", "second"), ("", "message", " third")],
            ),
            ("data\n\ndata\ndata\n\ndata:", &[("", "message", ""), ("", "message", "\n")]),
            ("data:test\n\ndata: test\n\n", &[("", "message", "test"), ("", "message", "test")]),
            (
                "event: add\ndata: 73\n\nevent: none\n\ndata: x\n\n",
                &[("", "add", "73"), ("", "message", "x")],
            ),
            ("id: 7\n\ndata: a\n\n", &[("7", "message", "a")]),
            ("id: a\0b\ndata: a\n\n", &[("", "message", "a")]),
            (
                "data: a\r\rdata: b\r\n\r\ndata: c\n\r\n",
                &[("", "message", "a"), ("", "message", "b"), ("", "message", "c")],
            ),
            ("\u{feff}data: a\n\n", &[("", "message", "a")]),
            ("data: a\n\n\u{feff}data: b\n\n", &[("", "message", "a")]),
            ("data: a: b\nretry: 10\nretry: x\nother: 1\ndatax: 1\n\n", &[("", "message", "a: b")]),
            ("data: ü€😀\n\n", &[("", "message", "ü€😀")]),
            ("data: not complete\n", &[]),
            ("data: not complete", &[]),
            ("\n\n\n", &[]),
            ("", &[]),
            ("DATA: a\n\n", &[]),
        ];
        for (text, expected) in cases {
            let found = events(text);
            let found: Vec<_> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_not_utf_8_is_replaced() {
        let mut parser = Parser::new(1000);
        parser.push(b"data: a\xffb\n\n");
        assert_eq!(parser.next().unwrap().unwrap().data, "a\u{fffd}b");
    }

    #[test]
    fn the_time_to_wait_is_remembered() {
        let mut parser = Parser::new(1000);
        for (text, millis) in
            [("retry: 1500\n", 1500), ("retry: -1\n", 1500), ("retry:\n", 1500), ("retry: 0\n", 0)]
        {
            parser.push(text.as_bytes());
            assert!(parser.next().unwrap().is_none());
            assert_eq!(parser.retry().unwrap().as_millis(), millis);
        }
    }

    #[test]
    fn a_restart_keeps_only_the_id_of_what_was_complete() {
        let mut parser = Parser::new(1000);
        parser.push(b"id: 1\ndata: a\n\nid: 2\ndata: lost");
        assert!(parser.next().unwrap().is_some() && parser.next().unwrap().is_none());
        assert_eq!(parser.last_id(), "1");
        parser.restart();
        parser.push(b"data: b\n\n");
        assert_eq!(
            parser.next().unwrap().unwrap(),
            ServerEvent { id: "1".into(), kind: "message".into(), data: "b".into() }
        );
    }

    #[test]
    fn an_event_or_a_line_beyond_the_limit_is_an_error() {
        for text in ["data: 12345\n\n".to_owned(), "data: 1\n".repeat(4), "x".repeat(9)] {
            let mut parser = Parser::new(5);
            parser.push(text.as_bytes());
            assert_eq!(parser.next(), Err(TooLarge), "{text}");
        }
    }
}
