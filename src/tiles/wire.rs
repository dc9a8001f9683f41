//! The framing of protobuf, field by field and without copying: what a tile's bytes claim is
//! believed only as far as there are bytes.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// Four or eight bytes, which only floating-point numbers use.
    Fixed,
}

/// The fields of a message in their order, each with its number.
pub(super) struct Fields<'a>(Varints<'a>);

impl<'a> Fields<'a> {
    pub(super) fn of(message: &'a [u8]) -> Self {
        Self(Varints(message))
    }

    fn field(&mut self) -> Result<(u64, Field<'a>), &'static str> {
        let tag = self.0.varint()?;
        let field = match tag & 7 {
            0 => Field::Varint(self.0.varint()?),
            1 => self.0.skip(8).map(|_| Field::Fixed)?,
            2 => {
                let length = self.0.varint()?;
                Field::Bytes(self.0.skip(length)?)
            }
            5 => self.0.skip(4).map(|_| Field::Fixed)?,
            _ => return Err("a field of a kind that protobuf does not have"),
        };
        match tag >> 3 {
            0 => Err("a field without a number"),
            number => Ok((number, field)),
        }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, Field<'a>), &'static str>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.0.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.0.0 = &[];
        }
        Some(field)
    }
}

/// Packed whole numbers.
#[derive(Clone, Copy)]
pub(super) struct Varints<'a>(pub(super) &'a [u8]);

impl<'a> Varints<'a> {
    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The next number.
    pub(super) fn varint(&mut self) -> Result<u64, &'static str> {
        let mut number = 0_u64;
        for (at, &byte) in self.0.iter().enumerate().take(10) {
            let bits = u64::from(byte & 0x7f);
            if at == 9 && byte > 1 {
                return Err("a number of more than 64 bits");
            }
            number |= bits << (7 * at);
            if byte & 0x80 == 0 {
                self.0 = &self.0[at + 1..];
                return Ok(number);
            }
        }
        Err("a number that is cut off or too long")
    }

    /// The next number, of at most 32 bits.
    pub(super) fn varint_32(&mut self) -> Result<u32, &'static str> {
        u32::try_from(self.varint()?).map_err(|_| "a number of more than 32 bits")
    }

    fn skip(&mut self, length: u64) -> Result<&'a [u8], &'static str> {
        let held = usize::try_from(length)
            .ok()
            .and_then(|length| self.0.split_at_checked(length));
        let (bytes, rest) = held.ok_or("a field that is longer than what is there")?;
        self.0 = rest;
        Ok(bytes)
    }
}
