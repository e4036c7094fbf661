// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.GenerationInfo;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.curator.environment.CuratorFolders;
import org.bioxen.curator.store.Steps;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can still be done with an environment whose files somebody has lost or changed, and with the others. */
class DamageTest {
    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void makeTwoEnvironments() {
        world = new World(folder, new Market().offer("main", Package.of("json", "1.0-1")));
        world.environments.create("bio", "5.4");
        world.environments.create("other", "5.3");
    }

    private Path bio() {
        return folder.resolve("environments/bio");
    }

    @Test
    void aDamagedEnvironmentHidesNoOtherAndCanBeDeleted() throws IOException {
        world.install("bio", "json");
        Files.writeString(bio().resolve("generations/1/lock.json"), "{}");

        assertThat(world.environments.list()).extracting(EnvironmentInfo::name).containsExactly("bio", "other");
        assertThat(world.environments.get("bio").luaVersion()).isEqualTo("5.4");
        world.environments.delete("bio");

        assertThat(world.environments.find("bio")).isEmpty();
    }

    @Test
    void aLockFileThatIsGoneIsAProblemThatHealthNames() throws IOException {
        Files.delete(bio().resolve("generations/0/lock.json"));

        assertThat(world.environments.health("bio").problems())
                .extracting(HealthReport.Problem::kind)
                .containsExactly(HealthReport.Kind.MISSING_FILE);
    }

    @Test
    void fromAGenerationThatCannotBeReadOneGoesBackEvenToAnEmptyOne() throws IOException {
        world.install("bio", "json");
        Files.delete(bio().resolve("generations/1/lock.json"));

        assertThat(world.environments.generations("bio"))
                .extracting(GenerationInfo::what)
                .containsExactly("cannot be read", "create");
        ChangeReport back = world.environments.rollback("bio", Optional.empty());

        assertThat(back.done()).isTrue();
        assertThat(world.environments.health("bio").problems()).isEmpty();
    }

    @Test
    void noGenerationIsLostWithTheNoteOfWhichIsThePresentOne() throws IOException {
        world.install("bio", "json");
        Path current = bio().resolve("current");
        Files.delete(current);
        Files.writeString(bio().resolve("journal"), "2 install\n"); // and an operation has not ended

        assertThatThrownBy(() -> world.environments.delete("bio"))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("current is missing");
        assertThat(world.environments.get("bio").name()).isEqualTo("bio");
        Files.writeString(current, "1\n");

        assertThat(world.installed("bio")).containsExactly("json 1.0-1");
    }

    @Test
    void aNameThatIsNoneInWhatIsKnownOfAGenerationIsDamage() throws IOException {
        world.install("bio", "json");
        Path about = bio().resolve("generations/1/generation.json");
        Files.writeString(about, Files.readString(about).replace("\"json\"", "\"No Name\""));

        assertThatThrownBy(() -> world.packages.list("bio")).isInstanceOf(IntegrityException.class);
    }

    @Test
    void exportingIntoAFolderThatIsNotThereSaysSo() {
        assertThatThrownBy(() -> world.environments.export("bio", folder.resolve("none/bio.lock")))
                .isInstanceOf(CuratorException.class)
                .hasMessageEndingWith("none/bio.lock: its folder is not there");
    }

    @Test
    void aStrayFileBesideTheEnvironmentsIsNone() throws IOException {
        Files.writeString(folder.resolve("environments/Thumbs.db"), "");

        assertThat(world.environments.list()).extracting(EnvironmentInfo::name).containsExactly("bio", "other");
        assertThat(world.environments.collectGarbage()).isZero();
    }

    @Test
    void aLockFileInWhichAPackageIsAskedForAsAnotherIsNone() throws IOException {
        world.install("bio", "json");
        Path changed = folder.resolve("changed.lock");
        Files.writeString(
                changed, world.packages.lock("bio").replace("\"requested\" : \"json\"", "\"requested\" : \"csv\""));

        assertThatThrownBy(() -> world.environments.importFrom("copy", changed, ChangeOptions.usual()))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("'csv' does not ask for json");
    }

    @Test
    void whatIsDoneIsDoneAlsoIfNobodyCanBeTold() {
        Changes changes = new Changes(
                new CuratorFolders(folder),
                world.market,
                name -> Optional.empty(),
                new Settings(1, 3, Duration.ofSeconds(30)),
                Steps.NONE,
                (topic, name, generation) -> {
                    throw new IllegalStateException("the Event Admin is stopped");
                });

        new GenerationalEnvironmentManager(changes).create("quiet", "5.4");

        assertThat(world.environments.find("quiet")).isPresent();
    }
}
