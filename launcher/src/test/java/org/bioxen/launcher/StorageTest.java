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
    @TempDir
    private Path data;

    @Test
    void givesEachItsOwnEmptyDirectory() throws Exception {
        try (Storage one = Storage.open(data);
                Storage other = Storage.open(data)) {
            assertThat(one.directory()).isEmptyDirectory();
            assertThat(other.directory()).isEmptyDirectory().isNotEqualTo(one.directory());
        }
    }

    @Test
    void deletesItsDirectoryWithAllThatIsInIt() throws Exception {
        Storage storage = Storage.open(data);
        Files.createDirectories(storage.directory().resolve("bundle1/version0.0"));
        Files.writeString(storage.directory().resolve("bundle1/version0.0/file"), "text");

        storage.close();

        assertThat(data.resolve("run")).isEmptyDirectory();
    }

    @Test
    void mayBeClosedAgain() throws Exception {
        Storage storage = Storage.open(data);

        storage.close();
        storage.close();

        assertThat(data.resolve("run")).isEmptyDirectory();
    }

    @Test
    void leavesALivingProcessAloneAndClearsUpAfterADeadOne() throws Exception {
        Process owner = ChildJvm.start(Owner.class, data.toString());
        try (BufferedReader said = owner.inputReader()) {
            Path held = Path.of(said.readLine());
            Storage.open(data).close();
            assertThat(held).as("while its owner lives").exists();

            owner.destroyForcibly();
            assertThat(owner.waitFor(30, TimeUnit.SECONDS)).isTrue();
            Storage.open(data).close();
            assertThat(held).as("after its owner was killed").doesNotExist();
            assertThat(data.resolve("run")).isEmptyDirectory();
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void saysWhatToDoAboutADirectoryItCannotWriteTo() throws Exception {
        Path file = Files.createFile(data.resolve("file"));

        assertThatThrownBy(() -> Storage.open(file))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("BIOXEN_DATA");
    }

    /** A process that holds a storage until it is killed. */
    static final class Owner {
        public static void main(String[] arguments) throws Exception {
            Storage storage = Storage.open(Path.of(arguments[0]));
            Files.writeString(storage.directory().resolve("file"), "text");
            System.out.println(storage.directory());
            System.in.read();
        }
    }
}
