// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StorageTest {
    private static final Path DATA = Path.of("/data");

    @TempDir
    private Path parent;

    @Test
    void givesEachItsOwnEmptyDirectory() throws Exception {
        try (Storage one = Storage.open(parent, DATA);
                Storage other = Storage.open(parent, DATA)) {
            assertThat(one.directory()).isEmptyDirectory();
            assertThat(other.directory()).isEmptyDirectory().isNotEqualTo(one.directory());
        }
    }

    @Test
    void deletesItsDirectoryWithAllThatIsInIt() throws Exception {
        Storage storage = Storage.open(parent, DATA);
        Files.createDirectories(storage.directory().resolve("bundle1/version0.0"));
        Files.writeString(storage.directory().resolve("bundle1/version0.0/file"), "text");

        storage.close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void mayBeClosedAgain() throws Exception {
        Storage storage = Storage.open(parent, DATA);

        storage.close();
        storage.close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void leavesALivingProcessAloneAndClearsUpAfterADeadOne() throws Exception {
        Process owner = ChildJvm.start(Owner.class, parent.toString());
        try (BufferedReader said = owner.inputReader()) {
            Path held = Path.of(said.readLine());
            Storage.open(parent, DATA).close();
            assertThat(held).as("while its owner lives").exists();

            owner.destroyForcibly();
            assertThat(owner.waitFor(30, TimeUnit.SECONDS)).isTrue();
            Storage.open(parent, DATA).close();
            assertThat(held).as("after its owner was killed").doesNotExist();
            assertThat(parent).isEmptyDirectory();
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void tellsWhoLivesAndUsesTheSameData() throws Exception {
        try (Storage storage = Storage.open(parent, DATA)) {
            long own = ProcessHandle.current().pid();

            assertThat(Storage.sweep(parent, DATA)).containsExactly(own);
            assertThat(Storage.sweep(parent, Path.of("/other"))).isEmpty();
            assertThat(storage.directory()).exists();
        }
        assertThat(Storage.sweep(parent, DATA)).isEmpty();
        assertThat(Storage.sweep(parent.resolve("missing"), DATA)).isEmpty();
    }

    @Test
    void saysWhatToDoAboutADirectoryItCannotWriteTo() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> Storage.open(file, DATA))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("BIOXEN_DATA");
    }

    /** A process that holds a storage until it is killed. */
    static final class Owner {
        public static void main(String[] arguments) throws Exception {
            Storage storage = Storage.open(Path.of(arguments[0]), DATA);
            Files.writeString(storage.directory().resolve("file"), "text");
            System.out.println(storage.directory());
            System.in.read();
        }
    }
}
