//! Skipping a value that no one wants, checking all the same that it is JSON.

use crate::reader::{Reader, Stop, plain_run};

impl Reader<'_> {
    /// Skips one value.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the text is not JSON.
    pub fn skip(&mut self) -> Result<(), Stop> {
        match self.peek() {
            b'"' => self.skip_string(),
            b'{' => {
                let mut more = self.open_object()?;
                while more {
                    self.skip_string()?;
                    self.colon()?;
                    self.skip()?;
                    more = self.next_key()?;
                }
                Ok(())
            }
            b'[' => {
                let mut more = self.open_array()?;
                while more {
                    self.skip()?;
                    more = self.next_item()?;
                }
                Ok(())
            }
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
            b'-' | b'0'..=b'9' => self.number_token().map(drop),
            _ => self.stop("expected a value"),
        }
    }

    #[inline]
    fn skip_string(&mut self) -> Result<(), Stop> {
        let end = plain_run(self.bytes(), self.position + 1);
        if self.bytes().get(end) == Some(&b'"') {
            self.position = end + 1;
            return Ok(());
        }
        self.string_token().map(drop)
    }
}
