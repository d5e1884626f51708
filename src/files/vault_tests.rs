use super::*;

fn vault() -> (tempfile::TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::open(folder.path(), Zeroizing::new([7; 32])).unwrap();
    (folder, vault)
}

#[test]
fn documents_of_every_awkward_length_come_back_whole() {
    let (_folder, vault) = vault();
    for len in [0, 1, 15, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5] {
        let content: Vec<u8> = (0..len).map(|at| (at % 251) as u8).collect();
        let stored = vault.put(&mut content.as_slice()).unwrap();
        assert_eq!(stored, Stored { digest: Digest::of(&content), len: len as u64, known: false });
        assert_eq!(vault.get(&stored.digest, u64::MAX).unwrap(), content, "{len}");
        assert_eq!(vault.len(&stored.digest).unwrap(), len as u64);
        let mut copied = Vec::new();
        vault.copy(&stored.digest, &mut copied).unwrap();
        assert_eq!(copied, content);
    }
    assert_eq!(vault.list().unwrap().len(), 8);
}

#[test]
fn the_same_document_twice_is_one_document() {
    let (_folder, vault) = vault();
    vault.put(&mut b"stuk".as_slice()).unwrap();
    assert!(vault.put(&mut b"stuk".as_slice()).unwrap().known);
    assert_eq!(vault.list().unwrap(), BTreeMap::from([(Digest::of(b"stuk"), 4)]));
}

#[test]
fn no_clear_text_lies_on_the_disk() {
    let (folder, vault) = vault();
    let canary = b"Opzetverkrachting ".repeat(9000);
    let digest = vault.put(&mut canary.as_slice()).unwrap().digest;
    let sealed = std::fs::read(vault.path(&digest)).unwrap();
    assert!(!sealed.windows(9).any(|window| window == b"Opzetverk"));
    assert_eq!(std::fs::read_dir(folder.path().join("docs")).unwrap().count(), 1);
}

#[test]
fn every_changed_byte_and_every_cut_is_noticed() {
    let (_folder, vault) = vault();
    let digest = vault.put(&mut b"proces-verbaal".as_slice()).unwrap().digest;
    let (path, good) = (vault.path(&digest), std::fs::read(vault.path(&digest)).unwrap());
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1;
        std::fs::write(&path, &bad).unwrap();
        assert!(matches!(vault.get(&digest, 99), Err(VaultError::Damaged(_))), "byte {at}");
        std::fs::write(&path, &good[..at]).unwrap();
        assert!(matches!(vault.get(&digest, 99), Err(VaultError::Damaged(_))), "cut {at}");
    }
    std::fs::write(&path, [good.as_slice(), b"x"].concat()).unwrap();
    assert!(vault.get(&digest, 99).is_err());
}

#[test]
fn chunks_cannot_be_swapped_or_dropped() {
    let (_folder, vault) = vault();
    let content: Vec<u8> = (0..3 * CHUNK).map(|at| (at / CHUNK) as u8).collect();
    let digest = vault.put(&mut content.as_slice()).unwrap().digest;
    let good = std::fs::read(vault.path(&digest)).unwrap();
    let (head, body) = good.split_at(HEAD as usize);
    let chunks: Vec<&[u8]> = body.chunks(CHUNK + TAG).collect();
    for order in [&[1, 0, 2][..], &[0, 2], &[0, 1], &[0, 1, 1, 2]] {
        let bad: Vec<u8> = order.iter().flat_map(|at| chunks[*at]).copied().collect();
        std::fs::write(vault.path(&digest), [head, &bad].concat()).unwrap();
        assert!(matches!(vault.verify(&digest), Err(VaultError::Damaged(_))), "{order:?}");
    }
}

#[test]
fn another_document_under_the_name_and_another_key_are_noticed() {
    let (folder, vault) = vault();
    let one = vault.put(&mut b"een".as_slice()).unwrap().digest;
    let two = vault.put(&mut b"twee".as_slice()).unwrap().digest;
    std::fs::copy(vault.path(&one), vault.path(&two)).unwrap();
    assert!(matches!(vault.get(&two, 99), Err(VaultError::Damaged(_))));
    let stranger = Vault::open(folder.path(), Zeroizing::new([8; 32])).unwrap();
    assert!(matches!(stranger.get(&one, 99), Err(VaultError::Damaged(_))));
}

#[test]
fn a_damaged_document_is_healed_by_putting_it_again() {
    let (_folder, vault) = vault();
    let digest = vault.put(&mut b"stuk".as_slice()).unwrap().digest;
    std::fs::write(vault.path(&digest), b"kapot").unwrap();
    assert!(!vault.put(&mut b"stuk".as_slice()).unwrap().known);
    assert_eq!(vault.get(&digest, 99).unwrap(), b"stuk");
}

#[test]
fn a_missing_and_a_large_document_are_told_apart() {
    let (_folder, vault) = vault();
    let digest = vault.put(&mut b"stuk".as_slice()).unwrap().digest;
    assert!(matches!(vault.get(&digest, 3), Err(VaultError::TooLarge(_))));
    vault.remove(&digest).unwrap();
    assert!(matches!(vault.get(&digest, 9), Err(VaultError::Missing(_))));
    assert!(!vault.has(&digest));
}
