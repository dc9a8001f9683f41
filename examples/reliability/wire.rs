//! A client of one connection, thousands of which fit into a process: HTTP/1.1 written out by hand.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use super::installation::Server;

/// The longest that an answer may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_mins(1);

/// A connection to a server, kept between questions.
pub(crate) struct Wire {
    stream: BufReader<TcpStream>,
}

/// What was answered.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Whether it says when to come back.
    pub(crate) says_when: bool,
    pub(crate) body: Vec<u8>,
}

impl Wire {
    pub(crate) async fn to(server: &Server) -> io::Result<Self> {
        let address = server.address.trim_start_matches("http://");
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
        })
    }

    /// The stream itself, for those who do not keep to the rules.
    pub(crate) fn stream(&mut self) -> &mut TcpStream {
        self.stream.get_mut()
    }

    /// Asks, and waits for the whole answer.
    pub(crate) async fn ask(
        &mut self,
        (method, path): (&str, &str),
        body: &str,
    ) -> io::Result<Reply> {
        let asking = async {
            let length = body.len();
            let question = format!(
                "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n\
                content-length: {length}\r\n\r\n{body}"
            );
            self.stream.write_all(question.as_bytes()).await?;
            self.reply().await
        };
        let late = io::Error::new(io::ErrorKind::TimedOut, "no answer in time");
        tokio::time::timeout(PATIENCE, asking)
            .await
            .map_err(|_| late)?
    }

    /// The next answer on this connection.
    pub(crate) async fn reply(&mut self) -> io::Result<Reply> {
        let first = self.line().await?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let mut reply = Reply {
            status: status.ok_or_else(|| io::Error::other(format!("no answer: {first:?}")))?,
            says_when: false,
            body: Vec::new(),
        };
        let (mut length, mut in_chunks) = (0, false);
        loop {
            let line = self.line().await?.to_ascii_lowercase();
            match line.split_once(": ") {
                Some(("content-length", value)) => length = value.parse().unwrap(),
                Some(("transfer-encoding", value)) => in_chunks = value == "chunked",
                Some(("retry-after", _)) => reply.says_when = true,
                _ if line.is_empty() => break,
                _ => {}
            }
        }
        loop {
            if in_chunks {
                length =
                    usize::from_str_radix(&self.line().await?, 16).map_err(io::Error::other)?;
            }
            let begun = reply.body.len();
            reply.body.resize(begun + length, 0);
            self.stream.read_exact(&mut reply.body[begun..]).await?;
            if !in_chunks {
                return Ok(reply);
            }
            self.line().await?;
            if length == 0 {
                return Ok(reply);
            }
        }
    }

    async fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

/// Times in the order of their length.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn of(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut times: Vec<_> = times.into_iter().collect();
        times.sort_unstable();
        Self(times)
    }

    /// The time that 99 of 100 keep to.
    pub(crate) fn p99(&self) -> Duration {
        let at = (self.0.len() * 99).div_ceil(100).saturating_sub(1);
        self.0.get(at).copied().unwrap_or_default()
    }
}
