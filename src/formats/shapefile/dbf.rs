//! The `.dbf` file (dBASE III and later): a table of texts of fixed width.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use encoding_rs::{Encoding, UTF_8};

use crate::{
    formats::{
        Error, FeatureFault, Format, Limits,
        source::Found,
        text::{Columns, decoded, decoded_as, encoding_named},
    },
    spatial::{Properties, Value},
};

/// The columns of a row, or why they are refused; `None` for a row marked as deleted.
type Row = Option<Result<Properties, FeatureFault>>;

/// A column of the table.
#[derive(Clone, Debug)]
struct Field {
    name: String,
    kind: u8,
    start: usize,
    length: usize,
    decimals: u8,
}

/// The rows that are still to be read.
pub(super) struct Table {
    input: BufReader<File>,
    fields: Vec<Field>,
    row: Vec<u8>,
    left: u64,
    count: u64,
    encoding: Option<&'static Encoding>,
    language: u8,
    limits: Limits,
}

impl Table {
    /// Opens the table and checks its header against its length.
    pub(super) fn open(
        path: &Path,
        found: &Found,
        encoding: Option<&'static Encoding>,
    ) -> Result<Self, Error> {
        let broken = |detail: String| Error::Broken {
            file: found.file.clone(),
            format: Format::Shapefile,
            place: "in its .dbf".to_owned(),
            detail,
        };
        let opened = File::open(path).map_err(|e| Error::unreadable(&found.file, e))?;
        let bytes = opened
            .metadata()
            .map_err(|e| Error::unreadable(&found.file, e))?
            .len();
        let mut input = BufReader::new(opened);
        let header = Header::read(&mut input, bytes).map_err(broken)?;
        let encoding = encoding.or_else(|| by_language(header.language));
        let fields = header.fields(encoding).map_err(broken)?;
        input
            .seek(SeekFrom::Start(header.length.into()))
            .map_err(|e| Error::unreadable(&found.file, e))?;
        Ok(Self {
            input,
            fields,
            row: vec![0; header.row_length.into()],
            left: header.rows,
            count: header.rows,
            encoding,
            language: header.language,
            limits: found.limits(),
        })
    }

    /// The names of the columns.
    pub(super) fn columns(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.name.clone()).collect()
    }

    /// The rows, deleted ones included.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// What is to be known of the texts.
    pub(super) fn note(&self) -> Option<String> {
        let old = self.encoding.is_none() && self.language != 0;
        old.then(|| {
            "the .dbf is in an encoding that is not read; check the accents, or add a .cpg file"
                .to_owned()
        })
    }

    /// The next row.
    pub(super) fn read(&mut self) -> io::Result<Option<Row>> {
        const DELETED: u8 = b'*';
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        self.input.read_exact(&mut self.row)?;
        Ok(Some(if self.row.first() == Some(&DELETED) {
            None
        } else {
            Some(self.values())
        }))
    }

    fn values(&self) -> Result<Properties, FeatureFault> {
        let mut columns = Columns::new(self.limits);
        for field in &self.fields {
            let bytes = &self.row[field.start..field.start + field.length];
            columns.push(&field.name, value(field, bytes, self.encoding))?;
        }
        Ok(columns.finish())
    }
}

/// What the first bytes say.
struct Header {
    rows: u64,
    length: u16,
    row_length: u16,
    language: u8,
    descriptors: Vec<u8>,
}

impl Header {
    fn read(input: &mut impl Read, bytes: u64) -> Result<Self, String> {
        let short = |_| "the file is shorter than its header".to_owned();
        let mut head = [0; 32];
        input.read_exact(&mut head).map_err(short)?;
        let rows = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        let length = u16::from_le_bytes([head[8], head[9]]);
        let row_length = u16::from_le_bytes([head[10], head[11]]);
        let needed = u64::from(length) + rows * u64::from(row_length);
        if length < 33 || row_length == 0 || needed > bytes {
            return Err(format!(
                "the header says {rows} rows of {row_length} bytes, and the file holds {bytes} bytes in all"
            ));
        }
        let mut descriptors = vec![0; usize::from(length) - 32];
        input.read_exact(&mut descriptors).map_err(short)?;
        Ok(Self {
            rows,
            length,
            row_length,
            language: head[29],
            descriptors,
        })
    }

    fn fields(&self, encoding: Option<&'static Encoding>) -> Result<Vec<Field>, String> {
        const END: u8 = 0x0d;
        let mut start = 1;
        let mut fields = Vec::new();
        for about in self
            .descriptors
            .chunks_exact(32)
            .take_while(|f| f[0] != END)
        {
            let field = field(about, start, encoding);
            start += field.length;
            fields.push(field);
        }
        if start > usize::from(self.row_length) {
            return Err(format!(
                "its columns take {start} bytes and its rows have {}",
                self.row_length
            ));
        }
        Ok(fields)
    }
}

/// A column from its 32 bytes.
fn field(about: &[u8], start: usize, encoding: Option<&'static Encoding>) -> Field {
    let name = about[..11].split(|byte| *byte == 0).next();
    let (kind, length, decimals) = (about[11], about[16], about[17]);
    // Clipper and FoxPro keep the high byte of a long text's length in the decimals.
    let high = if kind == b'C' {
        usize::from(decimals) << 8
    } else {
        0
    };
    Field {
        name: text(name.unwrap_or_default(), encoding).trim().to_owned(),
        kind,
        start,
        length: usize::from(length) + high,
        decimals,
    }
}

/// A value from its bytes; blank is null.
fn value(field: &Field, bytes: &[u8], encoding: Option<&'static Encoding>) -> Value {
    let words = || {
        let text = text(bytes, encoding);
        let text = text.trim_matches(['\0', ' ']);
        if text.is_empty() {
            Value::Null
        } else {
            Value::from(text.to_owned())
        }
    };
    match field.kind {
        b'N' | b'F' => number(bytes, field.decimals).unwrap_or_else(words),
        b'L' => match bytes.first() {
            Some(b'T' | b't' | b'Y' | b'y') => Value::Bool(true),
            Some(b'F' | b'f' | b'N' | b'n') => Value::Bool(false),
            _ => Value::Null,
        },
        b'D' => day(bytes).unwrap_or_else(words),
        b'C' => words(),
        // Memos, pictures and binary numbers live in other files or need other readers.
        _ => Value::Null,
    }
}

/// A number; stars stand for one that did not fit.
fn number(bytes: &[u8], decimals: u8) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.trim_matches(['\0', ' ']);
    if text.is_empty() || text.starts_with('*') {
        return Some(Value::Null);
    }
    let whole = if decimals == 0 {
        text.parse().ok()
    } else {
        None
    };
    let number = || text.parse().ok().filter(|number: &f64| number.is_finite());
    whole
        .map(Value::Integer)
        .or_else(|| number().map(Value::Number))
}

/// A day as people sort it: `20240131` is `2024-01-31`.
fn day(bytes: &[u8]) -> Option<Value> {
    let digits = std::str::from_utf8(bytes).ok()?.trim_matches(['\0', ' ']);
    if digits.is_empty() || digits.chars().all(|c| c == '0') {
        return Some(Value::Null);
    }
    if digits.len() != 8 || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = digits.split_at(4);
    let (month, day) = rest.split_at(2);
    Some(Value::from(format!("{year}-{month}-{day}")))
}

/// Text in the encoding that is declared, if it is; UTF-8 or Windows-1252 if not.
fn text(bytes: &[u8], encoding: Option<&'static Encoding>) -> String {
    match encoding {
        Some(encoding) if encoding == UTF_8 => decoded(whole_signs(bytes)).into_owned(),
        Some(encoding) => decoded_as(bytes, encoding).into_owned(),
        None => decoded(bytes).into_owned(),
    }
}

/// UTF-8 that was cut to a column's width may end in half a sign, which is left out.
fn whole_signs(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(e) if e.error_len().is_none() && e.valid_up_to() > 0 => &bytes[..e.valid_up_to()],
        _ => bytes,
    }
}

/// The encoding of a language driver byte, as far as it is read.
fn by_language(language: u8) -> Option<&'static Encoding> {
    let page = match language {
        0x03 | 0x57..=0x59 => "1252",
        0xc8 => "1250",
        0xc9 => "1251",
        0xca => "1254",
        0xcb => "1253",
        _ => return None,
    };
    encoding_named(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: u8, decimals: u8, bytes: &[u8]) -> Value {
        let field = Field {
            name: "a".into(),
            kind,
            start: 1,
            length: bytes.len(),
            decimals,
        };
        value(&field, bytes, None)
    }

    #[test]
    fn values_are_what_their_column_says() {
        assert_eq!(of(b'N', 0, b"    42"), Value::Integer(42));
        assert_eq!(of(b'N', 2, b" 42.50"), Value::Number(42.5));
        assert_eq!(of(b'N', 0, b"******"), Value::Null);
        assert_eq!(of(b'N', 2, b"  4,5 "), Value::from("4,5"));
        assert_eq!(of(b'F', 0, b"1e3"), Value::Number(1000.0));
        assert_eq!(of(b'L', 0, b"T"), Value::Bool(true));
        assert_eq!(of(b'L', 0, b"?"), Value::Null);
        assert_eq!(of(b'D', 0, b"20240131"), Value::from("2024-01-31"));
        assert_eq!(of(b'D', 0, b"00000000"), Value::Null);
        assert_eq!(of(b'C', 0, b"pr\xe9   "), Value::from("pré"));
        assert_eq!(of(b'C', 0, b"pr\xc3\xa9 "), Value::from("pré"));
        assert_eq!(of(b'C', 0, b"\0\0  "), Value::Null);
        assert_eq!(of(b'M', 0, b"0001"), Value::Null);
    }

    #[test]
    fn a_text_cut_inside_a_sign_loses_that_sign_only() {
        assert_eq!(text(b"quartier pr\xc3", Some(UTF_8)), "quartier pr");
        assert_eq!(text(b"pr\xe9", None), "pré");
    }
}
