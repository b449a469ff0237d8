//! What a page shows: its operators are followed as far as they place text (ISO 32000-1, 8 and 9).
//!
//! Coordinates are those of the page as it is shown, in points, `y` growing downwards.

use super::super::Error;
use super::super::layout::Rule;
use super::super::limits::{self, Counted};
use super::font::{Font, Glyph};
use super::objects::{Leaf, Objects};
use super::runs::{Runs, Spot};
use super::tokens::{Token, Tokens};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashMap;
use std::rc::Rc;

/// How deep forms may lie in forms.
const MAX_FORMS: usize = 16;

/// How many states may be saved at once.
const MAX_STATES: usize = 1024;

/// How many operands an operator may have: strings and gaps of one line of text.
const MAX_OPERANDS: usize = 65_536;

/// How many operators are followed between looks at the clock.
const STEPS: u32 = 256;

/// The most bytes of unpacked forms that are kept for the next page that shows them.
const MAX_KEPT: usize = 16 << 20;

/// Turns coordinates: `x' = ax + cy + e`, `y' = bx + dy + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const UNIT: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this, then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = next.0;
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    pub(super) fn place(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Moved by so much before it is turned.
    fn moved(self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// The state that `q` saves and `Q` brings back.
#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    font: Rc<Font>,
    size: f64,
    letters: f64,
    words: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// Fonts and forms that several pages use, each read once.
#[derive(Default)]
pub(super) struct Shared {
    fonts: HashMap<ObjectId, Rc<Font>>,
    forms: HashMap<ObjectId, Rc<[u8]>>,
    kept: usize,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) runs: Runs,
    pub(super) rules: Vec<Rule>,
    /// Whether there is a picture.
    pub(super) has_picture: bool,
}

/// The most lines drawn on a page that are looked at.
const MAX_RULES: usize = 20_000;

/// Follows a page.
struct Reader<'a> {
    objects: &'a Objects<'a>,
    shared: &'a mut Shared,
    shown: Shown,
    state: State,
    saved: Vec<State>,
    /// States that were too many to save.
    unsaved: usize,
    text: Matrix,
    line: Matrix,
    /// For each open mark of content, whether it is left out of the text.
    marks: Vec<Mark>,
    steps: u32,
    path: Vec<(f64, f64, bool)>,
    rects: Vec<[f64; 4]>,
}

/// Marked content (ISO 32000-1, 14.6).
#[derive(Debug, PartialEq)]
enum Mark {
    /// Any.
    Plain,
    /// Running heads and page numbers.
    Pagination,
    /// Its text is told in another way.
    Actual,
}

/// What a page shows.
///
/// # Errors
/// When its content is over a limit, or the time is over.
pub(super) fn show(
    objects: &Objects<'_>,
    page: &Leaf<'_>,
    base: Matrix,
    shared: &mut Shared,
) -> Result<Shown, Error> {
    let state = State {
        matrix: base,
        font: Rc::new(Font::unknown()),
        size: 1.0,
        letters: 0.0,
        words: 0.0,
        scale: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut reader = Reader {
        objects,
        shared,
        shown: Shown::default(),
        state,
        saved: Vec::new(),
        unsaved: 0,
        text: Matrix::UNIT,
        line: Matrix::UNIT,
        marks: Vec::new(),
        steps: 0,
        path: Vec::new(),
        rects: Vec::new(),
    };
    let empty = Dictionary::new();
    let content = page.content(objects)?;
    reader.follow(&content, page.resources.unwrap_or(&empty), &mut Vec::new())?;
    reader.shown.runs.finish();
    Ok(reader.shown)
}

/// The last numbers among operands.
fn numbers<const N: usize>(operands: &[Token<'_>]) -> Option<[f64; N]> {
    let (_, last) = operands.split_at_checked(operands.len().checked_sub(N)?)?;
    let mut out = [0.0; N];
    for (slot, token) in out.iter_mut().zip(last) {
        let Token::Number(number) = token else { return None };
        *slot = *number;
    }
    Some(out)
}

fn first_name<'t>(operands: &'t [Token<'_>]) -> Option<&'t [u8]> {
    operands.iter().find_map(|token| match token {
        Token::Name(name) => Some(name.as_ref()),
        _ => None,
    })
}

impl Reader<'_> {
    /// Follows a content; `forms` are those that it lies in.
    fn follow(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        forms: &mut Vec<ObjectId>,
    ) -> Result<(), Error> {
        let mut tokens = Tokens::new(content);
        let mut operands: Vec<Token<'_>> = Vec::new();
        while let Some(token) = tokens.next() {
            let Token::Word(operator) = token else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            self.steps += 1;
            if self.steps.is_multiple_of(STEPS) {
                self.objects.check()?;
            }
            match operator {
                b"true" | b"false" | b"null" => continue,
                b"ID" => tokens.skip_image(),
                b"BI" => self.shown.has_picture = true,
                b"Do" => self.object(&operands, resources, forms)?,
                b"Tf" => self.font(&operands, resources)?,
                b"BDC" | b"BMC" => self.mark(&operands, resources),
                b"EMC" => self.unmark(),
                b"q" | b"Q" | b"cm" | b"gs" => self.graphics(operator, &operands),
                b"m" | b"l" | b"re" | b"h" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*"
                | b"b" | b"b*" | b"n" | b"c" | b"v" | b"y" => self.draw(operator, &operands),
                _ => self.write(operator, &operands),
            }
            operands.clear();
        }
        let (pieces, limit) = (self.shown.runs.len(), MAX_RUNS);
        if pieces > limit {
            return Err(Error::TooMany { what: Counted::Objects, limit: limit as u64 });
        }
        if self.shown.runs.bytes() > limits::MAX_TEXT {
            return Err(Error::Inflated { limit: limits::MAX_TEXT as u64 });
        }
        Ok(())
    }

    fn graphics(&mut self, operator: &[u8], operands: &[Token<'_>]) {
        match operator {
            b"q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            b"q" => self.unsaved += 1,
            b"Q" if self.unsaved > 0 => self.unsaved -= 1,
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = numbers(operands) {
                    self.state.matrix = Matrix(matrix).then(self.state.matrix);
                }
            }
            _ => {}
        }
    }

    /// Operators that write, and those that tell how.
    fn write(&mut self, operator: &[u8], operands: &[Token<'_>]) {
        let one = numbers::<1>(operands).map(|[number]| number);
        match operator {
            b"BT" => (self.text, self.line) = (Matrix::UNIT, Matrix::UNIT),
            b"Tc" => self.state.letters = one.unwrap_or(0.0),
            b"Tw" => self.state.words = one.unwrap_or(0.0),
            b"Tz" => self.state.scale = one.unwrap_or(100.0) / 100.0,
            b"TL" => self.state.leading = one.unwrap_or(0.0),
            b"Ts" => self.state.rise = one.unwrap_or(0.0),
            b"Td" | b"TD" => {
                if let Some([x, y]) = numbers(operands) {
                    if operator == b"TD" {
                        self.state.leading = -y;
                    }
                    self.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(matrix) = numbers(operands) {
                    (self.text, self.line) = (Matrix(matrix), Matrix(matrix));
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => self.strings(operands),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.strings(operands);
            }
            b"\"" => {
                if let [Token::Number(words), Token::Number(letters), ..] = operands {
                    (self.state.words, self.state.letters) = (*words, *letters);
                }
                self.next_line(0.0, -self.state.leading);
                self.strings(operands.get(2..).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = self.line.moved(x, y);
        self.text = self.line;
    }

    /// Strings, with the gaps between them in thousandths of the size.
    fn strings(&mut self, operands: &[Token<'_>]) {
        for token in operands {
            match token {
                Token::Text(bytes) => self.string(bytes),
                Token::Number(gap) => {
                    let gap = -gap / 1000.0 * self.state.size;
                    self.advance(if self.state.font.vertical {
                        gap
                    } else {
                        gap * self.state.scale
                    });
                }
                _ => {}
            }
        }
    }

    /// Goes on by so much along the line, in units of the text.
    fn advance(&mut self, by: f64) {
        let (x, y) = if self.state.font.vertical { (0.0, -by) } else { (by, 0.0) };
        self.text = self.text.moved(x, y);
    }

    fn string(&mut self, bytes: &[u8]) {
        let font = Rc::clone(&self.state.font);
        let State { size, letters, words, scale, rise, .. } = self.state;
        let hidden = self.marks.contains(&Mark::Pagination);
        font.glyphs(bytes, |Glyph { text, advance, is_space }| {
            let extra = letters + if is_space { words } else { 0.0 };
            let whole = self.text.then(self.state.matrix);
            let [a, b, c, d, ..] = whole.0;
            let height = size.abs() * c.hypot(d);
            let ink = advance * size;
            if font.vertical {
                // The glyph hangs below its origin, which is above its middle.
                if !hidden {
                    let (x, y) = whole.place(rise, 0.0);
                    let length = ink.abs() * c.hypot(d);
                    let along = (-c * size.signum(), -d * size.signum());
                    self.shown
                        .runs
                        .push(text.as_deref(), &Spot { x, y, along, length, size: height });
                }
                self.advance(ink + extra);
            } else {
                if !hidden {
                    let (x, y) = whole.place(0.0, rise);
                    let length = (ink * scale).abs() * a.hypot(b);
                    let sign = (size * scale).signum();
                    let along = (a * sign, b * sign);
                    self.shown
                        .runs
                        .push(text.as_deref(), &Spot { x, y, along, length, size: height });
                }
                self.advance((ink + extra) * scale);
            }
        });
    }

    fn font(&mut self, operands: &[Token<'_>], resources: &Dictionary) -> Result<(), Error> {
        if let Some(Token::Number(size)) = operands.last() {
            self.state.size = *size;
        }
        let fonts = self.objects.dictionary(resources, b"Font");
        let found = first_name(operands)
            .and_then(|name| fonts.and_then(|fonts| fonts.get(name).ok()))
            .and_then(|font| {
                Some((font.as_reference().ok(), self.objects.follow(font)?.as_dict().ok()?))
            });
        let Some((id, dictionary)) = found else {
            self.state.font = Rc::new(Font::unknown());
            return Ok(());
        };
        if let Some(font) = id.and_then(|id| self.shared.fonts.get(&id)) {
            self.state.font = Rc::clone(font);
            return Ok(());
        }
        let font = Rc::new(Font::read(self.objects, dictionary)?);
        if let Some(id) = id {
            self.shared.fonts.insert(id, Rc::clone(&font));
        }
        self.state.font = font;
        Ok(())
    }

    /// Shows a picture or a form.
    fn object(
        &mut self,
        operands: &[Token<'_>],
        resources: &Dictionary,
        forms: &mut Vec<ObjectId>,
    ) -> Result<(), Error> {
        let named = self.objects.dictionary(resources, b"XObject");
        let object = first_name(operands).and_then(|name| named?.get(name).ok());
        let id = object.and_then(|object| object.as_reference().ok());
        let stream = object.and_then(|object| self.objects.follow(object)?.as_stream().ok());
        let Some((id, stream)) = id.zip(stream) else {
            // Pictures were not kept.
            self.shown.has_picture |= object.is_some();
            return Ok(());
        };
        if self.objects.name(&stream.dict, b"Subtype") != Some(b"Form")
            || forms.len() >= MAX_FORMS
            || forms.contains(&id)
        {
            return Ok(());
        }
        let content: Rc<[u8]> = match self.shared.forms.get(&id) {
            Some(content) => Rc::clone(content),
            None => {
                let content: Rc<[u8]> = self.objects.content(stream)?.into();
                if self.shared.kept + content.len() <= MAX_KEPT {
                    self.shared.kept += content.len();
                    self.shared.forms.insert(id, Rc::clone(&content));
                }
                content
            }
        };
        let matrix = self.objects.numbers(&stream.dict, b"Matrix");
        let matrix = matrix.try_into().map_or(Matrix::UNIT, Matrix);
        let resources = self.objects.dictionary(&stream.dict, b"Resources").unwrap_or(resources);
        let state = self.state.clone();
        let saved = std::mem::take(&mut self.saved);
        let unsaved = std::mem::take(&mut self.unsaved);
        let (text, line, marks) = (self.text, self.line, self.marks.len());
        self.state.matrix = matrix.then(self.state.matrix);
        forms.push(id);
        let result = self.follow(&content, resources, forms);
        forms.pop();
        while self.marks.len() > marks {
            self.unmark();
        }
        (self.state, self.saved, self.unsaved) = (state, saved, unsaved);
        (self.text, self.line) = (text, line);
        result
    }

    fn mark(&mut self, operands: &[Token<'_>], resources: &Dictionary) {
        let is_artifact = first_name(operands) == Some(b"Artifact");
        let mut actual = None;
        let mut is_pagination = false;
        // Its properties stand here, or in the resources under a name.
        let listed = match operands {
            [_, Token::Name(name)] => {
                let all = self.objects.dictionary(resources, b"Properties");
                all.and_then(|all| self.objects.dictionary(all, name))
            }
            _ => None,
        };
        if let Some(listed) = listed {
            is_pagination = self.objects.name(listed, b"Type") == Some(b"Pagination");
            if let Some(Object::String(text, _)) = self.objects.get(listed, b"ActualText") {
                actual = Some(text_string(text));
            }
        }
        for pair in operands.windows(2) {
            match pair {
                [Token::Name(key), Token::Name(value)] if key.as_ref() == b"Type" => {
                    is_pagination |= value.as_ref() == b"Pagination";
                }
                [Token::Name(key), Token::Text(text)] if key.as_ref() == b"ActualText" => {
                    actual = Some(text_string(text));
                }
                _ => {}
            }
        }
        self.marks.push(if is_artifact && is_pagination {
            Mark::Pagination
        } else if let Some(actual) = actual
            && !self.marks.contains(&Mark::Actual)
        {
            self.shown.runs.replace(actual);
            Mark::Actual
        } else {
            Mark::Plain
        });
    }

    fn unmark(&mut self) {
        if self.marks.pop() == Some(Mark::Actual) {
            self.shown.runs.replaced();
        }
    }

    /// Lines and boxes, of which tables are made.
    fn draw(&mut self, operator: &[u8], operands: &[Token<'_>]) {
        if self.path.len() + self.rects.len() * 2 + self.shown.rules.len() > MAX_RULES {
            self.path.clear();
            self.rects.clear();
            return;
        }
        let matrix = self.state.matrix;
        match operator {
            b"m" | b"l" => {
                if let Some([x, y]) = numbers(operands) {
                    let (x, y) = matrix.place(x, y);
                    self.path.push((x, y, operator == b"l"));
                }
            }
            b"re" => {
                if let Some([x, y, width, height]) = numbers(operands) {
                    let (left, top) = matrix.place(x, y);
                    let (right, bottom) = matrix.place(x + width, y + height);
                    self.rects.push([
                        left.min(right),
                        top.min(bottom),
                        left.max(right),
                        top.max(bottom),
                    ]);
                }
            }
            b"c" | b"v" | b"y" => {
                if let Some([x, y]) = numbers(operands) {
                    let (x, y) = matrix.place(x, y);
                    self.path.push((x, y, false));
                }
            }
            b"h" => {
                let start = self.path.iter().rev().find(|point| !point.2).copied();
                self.path.extend(start.map(|(x, y, _)| (x, y, true)));
            }
            _ => {
                let strokes = matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
                let fills = !matches!(operator, b"S" | b"s" | b"n");
                let lines: Vec<Rule> = if strokes {
                    let pairs = self.path.windows(2);
                    pairs
                        .filter_map(|pair| match pair {
                            [(a, b, _), (c, d, true)] => Rule::between((*a, *b), (*c, *d)),
                            _ => None,
                        })
                        .collect()
                } else {
                    Vec::new()
                };
                self.shown.rules.extend(lines);
                let (mut rects, mut boxes) = (std::mem::take(&mut self.rects), Vec::new());
                if fills {
                    boxes.extend(self.filled());
                }
                for [left, top, right, bottom] in rects.drain(..).chain(boxes) {
                    if right - left < THIN || bottom - top < THIN {
                        if strokes || fills {
                            let rule = Rule::between((left, top), (right, bottom));
                            self.shown.rules.extend(rule);
                        }
                    } else if strokes {
                        let corners = [
                            (left, top),
                            (right, top),
                            (right, bottom),
                            (left, bottom),
                            (left, top),
                        ];
                        let sides = corners.windows(2).filter_map(|pair| match pair {
                            [a, b] => Rule::between(*a, *b),
                            _ => None,
                        });
                        self.shown.rules.extend(sides);
                    }
                }
                self.path.clear();
            }
        }
    }

    /// The boxes around the parts of the path, which is filled.
    fn filled(&self) -> Vec<[f64; 4]> {
        let mut boxes: Vec<[f64; 4]> = Vec::new();
        for &(x, y, goes_on) in &self.path {
            match boxes.last_mut() {
                Some([left, top, right, bottom]) if goes_on => {
                    (*left, *right) = (left.min(x), right.max(x));
                    (*top, *bottom) = (top.min(y), bottom.max(y));
                }
                _ => boxes.push([x, y, x, y]),
            }
        }
        boxes
    }
}

/// A box narrower than this is drawn as a line, in points.
const THIN: f64 = 3.0;

/// The most pieces of text of a page.
const MAX_RUNS: usize = 1_000_000;

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 with its mark, else one byte a character.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned()
        }
        [0xFF, 0xFE, rest @ ..] => {
            encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Some programs write what they write everywhere.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}
