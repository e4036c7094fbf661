// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bioxen.curator.archive.TarBytes.utf8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bioxen.curator.archive.ArchiveException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What archives give, and how unpacking ends otherwise. */
class GoodArchiveTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path temporary;

    private Unpacking unpacking;

    @BeforeEach
    void begin() throws IOException {
        unpacking = new Unpacking(temporary);
    }

    record Case(String what, byte[] bytes) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Case> archives() {
        TarBytes tar = new TarBytes()
                .folder("./")
                .folder("./bin/")
                .entry('0', utf8("./bin/run"), utf8("abc"), header -> TarBytes.put(header, 100, "0000755\0"))
                .pax('g', "comment=the commit")
                .pax('x', "mtime=1700000000.5", "SCHILY.xattr.user.x=y")
                .entry('0', utf8("lua/a.lua"), utf8("abc"), header -> TarBytes.put(header, 100, "0006755\0"))
                .pax('x', "path=lua/\u00e9t\u00e9.lua")
                .file("lua/ete.lua", "abc")
                .folder("empty");
        ZipBytes zip = new ZipBytes()
                .file("bin/", "", entry -> entry.attributes = 0040755L << 16)
                .file("bin/run", "abc", entry -> entry.attributes = 0100755L << 16)
                .file("lua/a.lua", "abc", entry -> {
                    entry.attributes = 0106755L << 16;
                    entry.describe(true);
                })
                .file("lua/\u00e9t\u00e9.lua", "abc", entry -> entry.describe(false))
                .entry(utf8("empty/"), ZipBytes.STORED, new byte[0], entry -> entry.attributes = 0x10);
        zip.comment = utf8("the commit");
        return Stream.of(
                new Case("tar", tar.end()),
                new Case("tar.gz", Unpacking.gzip(tar.end())),
                new Case("tar.xz", Unpacking.xz(tar.end())),
                new Case("zip", zip.bytes()));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void filesComeWithDigestSizeAndMode(Case archive) throws IOException {
        UnpackedArchive unpacked = unpacking.unpack(archive.bytes());

        assertThat(unpacked.root()).isEqualTo(unpacking.staging);
        assertThat(unpacked.files())
                .containsExactly(
                        new UnpackedFile("bin/run", 3, SHA256_OF_ABC, true),
                        new UnpackedFile("lua/a.lua", 3, SHA256_OF_ABC, false),
                        new UnpackedFile("lua/\u00e9t\u00e9.lua", 3, SHA256_OF_ABC, false));
        assertThat(mode("bin/run")).isEqualTo("rwxr-xr-x");
        assertThat(mode("bin")).isEqualTo("rwxr-xr-x");
        assertThat(mode("lua/a.lua")).isEqualTo("rw-r--r--");
        assertThat(unpacking.staging.resolve("empty")).isEmptyDirectory();
        assertThat(unpacking.staging.resolve("lua/a.lua")).hasContent("abc");
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacking.staging.resolve(path)));
    }

    @Test
    void namesAreWrittenComposed() throws IOException {
        UnpackedArchive unpacked =
                unpacking.unpack(new TarBytes().file("e\u0301.lua", "").end());

        assertThat(Unpacking.paths(unpacked)).containsExactly("\u00e9.lua");
    }

    @Test
    void aZipOfTheJavaLibraryIsTaken() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("lua/"));
            zip.putNextEntry(new ZipEntry("lua/a.lua"));
            zip.write(utf8("abc"));
        }

        assertThat(Unpacking.paths(unpacking.unpack(bytes.toByteArray()))).containsExactly("lua/a.lua");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar -cf ARCHIVE -C SOURCE .",
                "tar -czf ARCHIVE -C SOURCE lua bin",
                "tar --format=pax -cJf ARCHIVE -C SOURCE lua bin",
                "tar --format=ustar -czf ARCHIVE -C SOURCE .",
                "zip -q -r ARCHIVE.zip .",
                "zip -q -r -0 ARCHIVE.zip lua bin",
                "zip -q -r -fd ARCHIVE.zip lua bin"
            })
    void whatTheToolsOfTheMachineMakeIsTaken(String command) throws Exception {
        String name = "lua/" + "deep/".repeat(5) + "n".repeat(90) + ".lua";
        Path source = Files.createDirectories(temporary.resolve("source"));
        Files.createDirectories(source.resolve(name).getParent());
        Files.writeString(source.resolve(name), "abc");
        Files.writeString(source.resolve("lua/\u00e9t\u00e9.lua"), "abc".repeat(1000));
        Files.createDirectories(source.resolve("bin"));
        Files.setPosixFilePermissions(
                Files.writeString(source.resolve("bin/run"), "abc"), PosixFilePermissions.fromString("rwxr-x---"));
        Path archive = temporary.resolve("made");
        run(source, command.replace("ARCHIVE", archive.toString()).replace("SOURCE", source.toString()));
        Path made = command.startsWith("zip") ? temporary.resolve("made.zip") : archive;

        UnpackedArchive unpacked = unpacking.unpack(Files.readAllBytes(made));

        assertThat(Unpacking.paths(unpacked)).containsExactly("bin/run", name, "lua/\u00e9t\u00e9.lua");
        assertThat(unpacked.files().get(0).executable()).isTrue();
        assertThat(Unpacking.tree(unpacking.staging)).isEqualTo(Unpacking.tree(source));
    }

    private void run(Path folder, String command) throws Exception {
        List<String> words = List.of(command.split(" "));
        assumeThat(Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, words.get(0)))))
                .as("there is no " + words.get(0) + " on this machine")
                .isTrue();
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(temporary.resolve("output")))
                .isZero();
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAsItIs() throws IOException {
        Files.writeString(unpacking.staging.resolve("mine"), "mine");

        assertThatThrownBy(() -> unpacking.unpack(new TarBytes().file("a", "b").end()))
                .isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(Unpacking.tree(unpacking.staging)).containsEntry("mine", "mine");
    }

    @Test
    void aLinkIsNoFolderToUnpackInto() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), unpacking.staging);
        Path archive = Files.write(
                temporary.resolve("a.tar"), new TarBytes().file("a", "b").end());

        assertThatThrownBy(() -> new ArchiveReader(ArchiveLimits.DEFAULT).unpack(archive, link, () -> false))
                .isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void anArchiveThatIsNotThereIsNoBadArchive() {
        assertThatThrownBy(() -> new ArchiveReader(ArchiveLimits.DEFAULT)
                        .unpack(temporary.resolve("nowhere"), unpacking.staging, () -> false))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatWasWrittenIsTakenBackWhenTheFileSystemRefusesMore() throws IOException {
        Path deep = temporary;
        while (deep.toString().length() < 3_800) {
            deep = deep.resolve("d".repeat(200));
        }
        Path staging = Files.createDirectories(deep);
        Path archive = Files.write(
                temporary.resolve("a.tar"),
                new TarBytes()
                        .file("lua/a.lua", "abc")
                        .longName("e".repeat(190) + "/" + "f".repeat(190))
                        .file("short", "abc")
                        .end());

        assertThatThrownBy(() -> new ArchiveReader(ArchiveLimits.DEFAULT).unpack(archive, staging, () -> false))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ArchiveException.class);
        assertThat(staging).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("archives")
    void cancellingLeavesNothing(Case archive) throws IOException {
        Path file = Files.write(temporary.resolve("a"), archive.bytes());
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> new ArchiveReader(ArchiveLimits.DEFAULT)
                        .unpack(file, unpacking.staging, () -> asked.incrementAndGet() > 4))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        assertThat(unpacking.staging).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("archives")
    void anInterruptLeavesNothingAndStays(Case archive) throws IOException {
        Path file = Files.write(temporary.resolve("a"), archive.bytes());
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> new ArchiveReader(ArchiveLimits.DEFAULT).unpack(file, unpacking.staging, () -> {
                    if (asked.incrementAndGet() > 4) {
                        Thread.currentThread().interrupt();
                    }
                    return false;
                }))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(unpacking.staging).isEmptyDirectory();
    }

    @Test
    void anEmptyArchiveGivesNothing() throws IOException {
        assertThat(unpacking.unpack(new ZipBytes().bytes()).files()).isEmpty();
        assertThat(unpacking.unpack(Unpacking.gzip(new byte[1024])).files()).isEmpty();
        assertThat(Unpacking.tree(unpacking.staging)).isEqualTo(Map.of("", "a folder"));
    }
}
