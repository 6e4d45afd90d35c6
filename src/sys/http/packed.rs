//! Unpacks answers, within a limit: a few bytes of gzip can hide gigabytes.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::{Answer, LinkError};

/// The answer with its body as it was before `Content-Encoding`. `limit`: bytes of the unpacked body.
pub(super) fn unpacked(mut answer: Answer, limit: usize) -> Result<Answer, LinkError> {
    let encoding = answer.header("content-encoding").unwrap_or("identity");
    match encoding.trim().to_ascii_lowercase().as_str() {
        "identity" | "" => return Ok(answer),
        "gzip" | "x-gzip" => {}
        _ => return Err(LinkError::Unreadable),
    }
    // An answer without a body may still name its encoding.
    if answer.body.is_empty() {
        return Ok(answer);
    }
    let mut body = Vec::new();
    let room = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = MultiGzDecoder::new(answer.body.as_slice())
        .take(room)
        .read_to_end(&mut body);
    read.map_err(|_| LinkError::Unreadable)?;
    if body.len() > limit {
        return Err(LinkError::TooLarge);
    }
    answer.body = body;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn answer(encoding: &str, body: Vec<u8>) -> Answer {
        Answer {
            headers: vec![("content-encoding".to_owned(), encoding.to_owned())],
            body,
            ..Answer::default()
        }
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn what_is_packed_is_unpacked_up_to_the_limit() {
        let bytes = vec![b'a'; 100_000];
        let small = packed(&bytes);
        assert!(small.len() < 1000);
        let body = |limit| unpacked(answer("gzip", small.clone()), limit).map(|answer| answer.body);
        assert_eq!(body(100_000), Ok(bytes));
        assert_eq!(body(99_999), Err(LinkError::TooLarge));
        let half = small[..small.len() / 2].to_vec();
        assert_eq!(
            unpacked(answer("gzip", half), 100_000).err(),
            Some(LinkError::Unreadable)
        );
        assert_eq!(
            unpacked(answer("br", small), 1).err(),
            Some(LinkError::Unreadable)
        );
    }
}
