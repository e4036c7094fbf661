// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Digests in small hexadecimal digits. SHA-256 is what is relied on; MD5 is there for LuaRocks, which writes it down. */
public final class Digests {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final int BUFFER = 1 << 16;

    private Digests() {}

    /** A new SHA-256. */
    public static MessageDigest sha256() {
        return of("SHA-256");
    }

    /** The SHA-256 of bytes. */
    public static String sha256(byte[] bytes) {
        return hex(sha256().digest(bytes));
    }

    /** The SHA-256 of text in UTF-8. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-256 of a file. */
    public static String sha256(Path file) throws IOException {
        return of(file, sha256());
    }

    /** The MD5 of bytes. */
    public static String md5(byte[] bytes) {
        return hex(of("MD5").digest(bytes));
    }

    /** The MD5 of a file. */
    public static String md5(Path file) throws IOException {
        return of(file, of("MD5"));
    }

    /** What a digest has come to. */
    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /** Whether the text is a SHA-256. */
    public static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }

    /** Whether the text is an MD5. */
    public static boolean isMd5(String text) {
        return MD5.matcher(text).matches();
    }

    private static String of(Path file, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, Files.size(file)))];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return hex(digest.digest());
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + algorithm, impossible);
        }
    }
}
