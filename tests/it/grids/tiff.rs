//! Tiny `GeoTIFF` files, written byte by byte so that every rule of the format can be broken.

/// A grid to be written.
#[derive(Clone)]
pub(crate) struct Grid {
    pub(crate) columns: u32,
    pub(crate) rows: u32,
    /// Row by row; NaN where there is no data.
    pub(crate) cells: Vec<f32>,
    pub(crate) bands: u16,
    /// The directory of keys, without its head.
    pub(crate) keys: Vec<[u16; 4]>,
    pub(crate) scale: Vec<f64>,
    pub(crate) tie: Vec<f64>,
    pub(crate) matrix: Vec<f64>,
    pub(crate) no_data: Option<String>,
    /// Width and height that the file claims, if not the true ones.
    pub(crate) claimed: Option<(u32, u32)>,
    pub(crate) compression: u16,
    tile: Option<u32>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Single,
    Double,
    /// Whole numbers with a scale of a tenth.
    Decimetres,
}

/// A field of the directory: tag, type, count and bytes.
type Field = (u16, u16, u32, Vec<u8>);

impl Grid {
    /// Dry cells in degrees, from the north-western corner.
    pub(crate) fn in_degrees(corner: (f64, f64), step: f64, size: (u32, u32)) -> Self {
        Self::placed(
            corner,
            step,
            size,
            vec![[1024, 0, 1, 2], [1025, 0, 1, 1], [2048, 0, 1, 4326]],
        )
    }

    /// Dry cells in Lambert-93.
    pub(crate) fn in_metres(corner: (f64, f64), step: f64, size: (u32, u32)) -> Self {
        Self::placed(
            corner,
            step,
            size,
            vec![[1024, 0, 1, 1], [1025, 0, 1, 1], [3072, 0, 1, 2154]],
        )
    }

    fn placed(
        corner: (f64, f64),
        step: f64,
        (columns, rows): (u32, u32),
        keys: Vec<[u16; 4]>,
    ) -> Self {
        Self {
            columns,
            rows,
            cells: vec![0.0; (columns * rows) as usize],
            bands: 1,
            keys,
            scale: vec![step, step, 0.0],
            tie: vec![0.0, 0.0, 0.0, corner.0, corner.1, 0.0],
            matrix: Vec::new(),
            no_data: None,
            claimed: None,
            compression: 1,
            tile: None,
            kind: Kind::Single,
        }
    }

    /// Gives each cell, by column and row, its number.
    pub(crate) fn with(mut self, number: impl Fn(u32, u32) -> f32) -> Self {
        let cells =
            (0..self.rows).flat_map(|row| (0..self.columns).map(move |column| (column, row)));
        self.cells = cells.map(|(column, row)| number(column, row)).collect();
        self
    }

    /// Writes tiles of this side, a multiple of 16.
    pub(crate) fn tiled(mut self, side: u32) -> Self {
        self.tile = Some(side);
        self
    }

    pub(crate) fn deflated(mut self) -> Self {
        self.compression = 8;
        self
    }

    pub(crate) fn double(mut self) -> Self {
        self.kind = Kind::Double;
        self
    }

    pub(crate) fn in_decimetres(mut self) -> Self {
        self.kind = Kind::Decimetres;
        self.no_data = Some("65535".to_owned());
        self
    }

    /// Declares a number for no data and writes it in the place of NaN.
    pub(crate) fn no_data(mut self, text: &str) -> Self {
        let number: f32 = text.parse().unwrap();
        let cells = self.cells.iter_mut().filter(|cell| cell.is_nan());
        cells.for_each(|cell| *cell = number);
        self.no_data = Some(text.to_owned());
        self
    }

    /// Says the same place as a matrix.
    pub(crate) fn with_matrix(mut self) -> Self {
        let (step, x, y) = (self.scale[0], self.tie[3], self.tie[4]);
        self.matrix = vec![
            step, 0.0, 0.0, x, 0.0, -step, 0.0, y, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0,
        ];
        self.scale.clear();
        self.tie.clear();
        self
    }

    /// The file: a head of eight bytes, the pieces, the values, the directory.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut file = b"II*\0\0\0\0\0".to_vec();
        let (mut offsets, mut lengths) = (Vec::new(), Vec::new());
        for piece in self.pieces() {
            offsets.push(u32::try_from(file.len()).unwrap());
            lengths.push(u32::try_from(piece.len()).unwrap());
            file.extend(piece);
        }
        let mut fields = self.fields(&offsets, &lengths);
        fields.sort_by_key(|field| field.0);
        let mut directory = u16::try_from(fields.len()).unwrap().to_le_bytes().to_vec();
        for (tag, kind, count, mut value) in fields {
            directory.extend(tag.to_le_bytes());
            directory.extend(kind.to_le_bytes());
            directory.extend(count.to_le_bytes());
            if value.len() <= 4 {
                value.resize(4, 0);
                directory.extend(value);
            } else {
                directory.extend(u32::try_from(file.len()).unwrap().to_le_bytes());
                file.extend(value);
            }
        }
        directory.extend([0; 4]);
        let start = u32::try_from(file.len()).unwrap();
        file[4..8].copy_from_slice(&start.to_le_bytes());
        file.extend(directory);
        file
    }

    /// Strips of five rows, or tiles.
    fn pieces(&self) -> Vec<Vec<u8>> {
        const STRIP: u32 = 5;
        let (wide, high) = self.tile.map_or((self.columns, STRIP), |side| (side, side));
        let tops = (0..self.rows).step_by(high as usize);
        let corners = tops.flat_map(|top| {
            let lefts = (0..self.columns).step_by(wide as usize);
            lefts.map(move |left| (left, top))
        });
        corners
            .map(|(left, top)| {
                // A tile is always whole, the last strip is not.
                let most = if self.tile.is_some() {
                    u32::MAX
                } else {
                    self.rows
                };
                self.piece((left, top), (left + wide, (top + high).min(most)))
            })
            .collect()
    }

    fn piece(&self, first: (u32, u32), end: (u32, u32)) -> Vec<u8> {
        let cells =
            (first.1..end.1).flat_map(|row| (first.0..end.0).map(move |column| (column, row)));
        let plain: Vec<u8> = cells
            .map(|(column, row)| self.cell(column, row))
            .flat_map(|cell| self.number(cell).repeat(self.bands.into()))
            .collect();
        match self.compression {
            8 => miniz_oxide::deflate::compress_to_vec_zlib(&plain, 6),
            _ => plain,
        }
    }

    fn cell(&self, column: u32, row: u32) -> f32 {
        if column < self.columns && row < self.rows {
            self.cells[(row * self.columns + column) as usize]
        } else {
            0.0
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small invented depths"
    )]
    fn number(&self, cell: f32) -> Vec<u8> {
        match self.kind {
            Kind::Single => cell.to_le_bytes().to_vec(),
            Kind::Double => f64::from(cell).to_le_bytes().to_vec(),
            Kind::Decimetres if cell.is_nan() => u16::MAX.to_le_bytes().to_vec(),
            Kind::Decimetres => ((cell * 10.0).round() as u16).to_le_bytes().to_vec(),
        }
    }

    fn fields(&self, offsets: &[u32], lengths: &[u32]) -> Vec<Field> {
        let (columns, rows) = self.claimed.unwrap_or((self.columns, self.rows));
        let (bits, format) = match self.kind {
            Kind::Single => (32, 3),
            Kind::Double => (64, 3),
            Kind::Decimetres => (16, 1),
        };
        let bits: Vec<u8> = u16::to_le_bytes(bits).repeat(self.bands.into());
        let mut fields: Vec<Field> = vec![
            long(256, columns),
            long(257, rows),
            (258, 3, self.bands.into(), bits),
            short(259, self.compression),
            short(262, 1),
            short(277, self.bands),
            short(339, format),
        ];
        if let Some(side) = self.tile {
            fields.extend([
                long(322, side),
                long(323, side),
                longs(324, offsets),
                longs(325, lengths),
            ]);
        } else {
            fields.extend([longs(273, offsets), long(278, 5), longs(279, lengths)]);
        }
        fields.extend(self.place_fields());
        fields
    }

    fn place_fields(&self) -> Vec<Field> {
        let mut fields = Vec::new();
        for (tag, values) in [
            (33_550, &self.scale),
            (33_922, &self.tie),
            (34_264, &self.matrix),
        ] {
            if !values.is_empty() {
                fields.push(doubles(tag, values));
            }
        }
        if !self.keys.is_empty() {
            let head = [1, 1, 0, u16::try_from(self.keys.len()).unwrap()];
            let keys = [&[head], &self.keys[..]].concat().concat();
            let bytes = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
            fields.push((34_735, 3, u32::try_from(keys.len()).unwrap(), bytes));
        }
        if self.kind == Kind::Decimetres {
            let scale = r#"<GDALMetadata><Item name="SCALE" sample="0" role="scale">0.1</Item></GDALMetadata>"#;
            fields.push(text(42_112, scale));
        }
        if let Some(no_data) = &self.no_data {
            fields.push(text(42_113, no_data));
        }
        fields
    }
}

fn short(tag: u16, value: u16) -> Field {
    (tag, 3, 1, value.to_le_bytes().to_vec())
}

fn long(tag: u16, value: u32) -> Field {
    longs(tag, &[value])
}

fn longs(tag: u16, values: &[u32]) -> Field {
    let bytes = values.iter().flat_map(|value| value.to_le_bytes());
    (
        tag,
        4,
        u32::try_from(values.len()).unwrap(),
        bytes.collect(),
    )
}

fn doubles(tag: u16, values: &[f64]) -> Field {
    let bytes = values.iter().flat_map(|value| value.to_le_bytes());
    (
        tag,
        12,
        u32::try_from(values.len()).unwrap(),
        bytes.collect(),
    )
}

fn text(tag: u16, text: &str) -> Field {
    let bytes = [text.as_bytes(), b"\0"].concat();
    (tag, 2, u32::try_from(bytes.len()).unwrap(), bytes)
}
