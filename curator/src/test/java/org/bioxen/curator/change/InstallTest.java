// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bioxen.api.curator.CatalogNotAvailableException;
import org.bioxen.api.curator.Change;
import org.bioxen.api.curator.Change.Kind;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.EnvironmentNotFoundException;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.api.curator.OutdatedPackage;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageNotFoundException;
import org.bioxen.api.curator.Progress;
import org.bioxen.api.curator.RefusedArtifactException;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.curator.store.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an environment when packages are installed, updated and removed. */
class InstallTest {
    @TempDir
    Path folder;

    private final Market market = new Market()
            .offer(
                    "main",
                    Package.of("json", "1.0-1").needs("lua >= 5.1"),
                    Package.of("json", "2.0-1").needs("lua >= 5.1"),
                    Package.of("csv", "1.0-1")
                            .needs("json < 2", "lua >= 5.1")
                            .file("bin/csv2json", "#!/usr/bin/env lua\n")
                            .file("data/sample.csv", "a,b\n")
                            .file("doc/csv.md", "# csv\n")
                            .file("test/csv_test.lua", "assert(true)\n")
                            .file("lua/csv/reader.lua", "return {}\n"),
                    Package.of("csv", "1.1-1").needs("json", "lua >= 5.1"),
                    Package.of("old", "1.0-1").needs("lua < 5.3"));
    private World world;

    @BeforeEach
    void makeAnEnvironment() {
        world = new World(folder, market);
        world.environments.create("bio", "5.4");
    }

    @Test
    void everyKindOfFileLiesWhereLuaRocksHasIt() throws IOException {
        world.install("bio", "csv < 1.1");

        assertThat(world.read("bio", "share/lua/5.4/csv/reader.lua")).isEqualTo("return {}\n");
        assertThat(world.read("bio", "bin/csv2json")).startsWith("#!");
        assertThat(Files.isExecutable(world.tree("bio").resolve("bin/csv2json")))
                .isTrue();
        assertThat(world.read("bio", "lib/luarocks/rocks-5.4/csv/1.0-1/data/sample.csv"))
                .isEqualTo("a,b\n");
        assertThat(world.read("bio", "lib/luarocks/rocks-5.4/csv/1.0-1/doc/csv.md"))
                .isEqualTo("# csv\n");
        assertThat(World.files(world.tree("bio")).keySet()).noneMatch(path -> path.contains("csv_test"));
    }

    @Test
    void whatIsNeededComesFirstAndSaysWhoNeedsIt() {
        ChangeReport report = world.install("bio", "csv < 1.1");

        assertThat(report.done()).isTrue();
        assertThat(report.generation()).isEqualTo(1);
        assertThat(report.changes()).extracting(Change::kind).containsOnly(Kind.INSTALL);
        assertThat(report.changes()).extracting(change -> change.name().value()).containsExactly("json", "csv");
        assertThat(report.changes()).extracting(Change::why).containsExactly("needed by csv", "asked for");
        assertThat(report.bytesFetched()).isPositive();
        assertThat(world.installed("bio")).containsExactly("csv 1.0-1", "json 1.0-1");
        assertThat(world.packages.list("bio").get(0).requested().orElseThrow().toString())
                .isEqualTo("csv < 1.1");
        assertThat(world.packages.list("bio").get(1).requested()).isEmpty();
        assertThat(world.events).containsExactly("ENVIRONMENT_CREATED bio", "ENVIRONMENT_CHANGED bio");
    }

    @Test
    void whatIsThereAndWillDoStaysAndNothingHappens() {
        world.install("bio", "json < 2");

        ChangeReport again = world.install("bio", "json < 2");

        assertThat(again.done()).isFalse();
        assertThat(again.changes()).isEmpty();
        assertThat(world.environments.get("bio").generation()).isEqualTo(1);
        assertThat(world.install("bio", "json").changes()).isEmpty();
        assertThat(world.installed("bio")).containsExactly("json 1.0-1");
    }

    @Test
    void aPlanChangesNothing() throws IOException {
        ChangeReport plan =
                world.install("bio", ChangeOptions.builder().dryRun(true).build(), "csv");

        assertThat(plan.done()).isFalse();
        assertThat(plan.changes())
                .extracting(change -> change.to().orElseThrow().toString())
                .containsExactly("2.0-1", "1.1-1");
        assertThat(world.installed("bio")).isEmpty();
        assertThat(market.opened).hasValue(0);
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void anUpdateTakesWhatAllRequirementsAllow() {
        world.install("bio", "csv < 1.1");
        assertThat(world.packages.outdated("bio"))
                .extracting(OutdatedPackage::name, OutdatedPackage::wanted, OutdatedPackage::latest)
                .extracting(Object::toString)
                .containsExactly("(csv, 1.0-1, 1.1-1)", "(json, 1.0-1, 2.0-1)");
        assertThat(world.update("bio").changes()).isEmpty();

        ChangeReport report = world.install("bio", "csv >= 1.1");

        assertThat(report.changes()).extracting(Change::kind).containsExactly(Kind.UPGRADE);
        assertThat(world.update("bio", "json").changes())
                .extracting(Change::kind)
                .containsExactly(Kind.UPGRADE);
        assertThat(world.installed("bio")).containsExactly("csv 1.1-1", "json 2.0-1");
        assertThat(world.packages.outdated("bio")).isEmpty();
    }

    @Test
    void whatIsPinnedStaysUntilItIsUnpinned() {
        world.install("bio", "csv < 1.1");
        world.install("bio", "csv");
        world.packages.pin("bio", new PackageName("json"), true);

        assertThat(world.update("bio").changes())
                .extracting(change -> change.name().value())
                .containsExactly("csv");

        world.packages.pin("bio", new PackageName("json"), false);
        assertThat(world.update("bio").changes())
                .extracting(change -> change.name().value())
                .containsExactly("json");
    }

    @Test
    void whatOthersNeedIsNotRemovedUnlessItIsForced() {
        world.install("bio", "csv < 1.1");

        assertThatThrownBy(() -> world.remove("bio", "json"))
                .isInstanceOf(UnsatisfiableException.class)
                .hasMessage("cannot remove json: csv 1.0-1 needs json");
        assertThat(world.installed("bio")).hasSize(2);

        world.packages.remove(
                "bio", World.names("json"), ChangeOptions.builder().force(true).build());
        assertThat(world.installed("bio")).containsExactly("csv 1.0-1");
    }

    @Test
    void whatNobodyNeedsAnyMoreStaysUntilItIsAskedToGo() {
        world.install("bio", "csv < 1.1");
        world.remove("bio", "csv");
        assertThat(world.installed("bio")).containsExactly("json 1.0-1");

        ChangeReport report = world.packages.autoremove("bio", ChangeOptions.usual());

        assertThat(report.changes()).extracting(Change::why).containsExactly("needed by nobody");
        assertThat(world.installed("bio")).isEmpty();
    }

    @Test
    void removingCanTakeAlongWhatNobodyNeedsThen() {
        world.install("bio", "csv < 1.1");

        world.packages.remove(
                "bio",
                World.names("csv"),
                ChangeOptions.builder().autoremove(true).build());

        assertThat(world.installed("bio")).isEmpty();
    }

    @Test
    void whatCannotBeIsExplained() {
        assertThatThrownBy(() -> world.install("bio", "csv < 1.1", "json >= 2"))
                .isInstanceOfSatisfying(UnsatisfiableException.class, refused -> assertThat(refused.explanation())
                        .hasSizeBetween(1, 10)
                        .anyMatch(line -> line.contains("json")));
        assertThatThrownBy(() -> world.install("bio", "old"))
                .isInstanceOfSatisfying(
                        UnsatisfiableException.class, refused -> assertThat(String.join("\n", refused.explanation()))
                                .contains("lua"));
        assertThatThrownBy(() -> world.install("bio", "nothere"))
                .isInstanceOf(PackageNotFoundException.class)
                .hasMessageContaining("no catalog has 'nothere'");
        assertThatThrownBy(() -> world.install("bio", "lua"))
                .isInstanceOf(PackageNotFoundException.class)
                .hasMessageContaining("comes with Lua");
        assertThatThrownBy(() -> world.install("bio", "json < 2", "json >= 2"))
                .isInstanceOf(UnsatisfiableException.class);
        assertThatThrownBy(() -> world.install("nowhere", "json")).isInstanceOf(EnvironmentNotFoundException.class);
        assertThatThrownBy(() -> world.remove("bio", "json")).isInstanceOf(PackageNotFoundException.class);
        assertThat(world.installed("bio")).isEmpty();
    }

    @Test
    void aReleaseCanBeExcludedAndTheOldestPreferred() {
        world.install(
                "bio",
                ChangeOptions.builder().exclude(Dependency.parse("json >= 2")).build(),
                "json");
        assertThat(world.installed("bio")).containsExactly("json 1.0-1");

        world.environments.create("old", "5.4");
        world.install("old", ChangeOptions.builder().oldest(true).build(), "csv");
        assertThat(world.installed("old")).containsExactly("csv 1.0-1", "json 1.0-1");
    }

    @Test
    void aLowerCatalogWithAHigherVersionDoesNotWinAndWhatIsInstalledStaysWithItsCatalog() {
        market.offer(
                "other",
                Package.of("json", "9.9-1"),
                Package.of("extra", "1.0-1").needs("json"));

        world.install("bio", "extra", "json < 2");
        assertThat(world.installed("bio")).containsExactly("extra 1.0-1", "json 1.0-1");
        world.update("bio");
        assertThat(world.installed("bio")).containsExactly("extra 1.0-1", "json 1.0-1");

        ChangeReport moved = world.install("bio", "other:json");
        assertThat(moved.changes()).extracting(Change::catalog).containsExactly("other");
        assertThat(world.installed("bio")).containsExactly("extra 1.0-1", "json 9.9-1");
        world.update("bio");
        assertThat(world.installed("bio")).containsExactly("extra 1.0-1", "json 9.9-1");
    }

    @Test
    void aCatalogThatIsGoneOrSilentDoesNotKeepOthersFromBeingInstalled() {
        market.offer("other", Package.of("extra", "1.0-1"), Package.of("more", "1.0-1"));
        world.install("bio", "extra");
        market.silent.add("other");

        ChangeReport report = world.install("bio", "json");

        assertThat(report.notes()).singleElement().asString().contains("extra stays as it is");
        assertThatThrownBy(() -> world.update("bio")).isInstanceOf(CatalogNotAvailableException.class);
        market.close("other");
        assertThat(world.update("bio").notes()).singleElement().asString().contains("not there any more");
        assertThat(world.installed("bio")).containsExactly("extra 1.0-1", "json 2.0-1");
    }

    @Test
    void twoPackagesWithTheSameFileAreRefusedByName() throws IOException {
        market.offer("main", Package.of("rival", "1.0-1").file("lua/JSON.lua", "return 'mine'\n"));
        world.install("bio", "json");

        assertThatThrownBy(() -> world.install("bio", "rival"))
                .isInstanceOf(RefusedArtifactException.class)
                .hasMessageContaining("rival 1.0-1")
                .hasMessageContaining("json 2.0-1");
        assertThat(world.installed("bio")).containsExactly("json 2.0-1");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void anArtifactThatIsNotWhatItsCatalogSaysIsRefused() throws IOException {
        market.offer(
                "main",
                Package.of("mask", "1.0-1").callingItself("json"),
                Package.of("greedy", "1.0-1").alsoNeeding("json >= 1.0"),
                Package.of("outside", "1.0-1").file("lua/../../evil.lua", "boo\n"));

        assertThatThrownBy(() -> world.install("bio", "mask"))
                .isInstanceOf(RefusedArtifactException.class)
                .hasMessageContaining("says that it is json 1.0-1");
        assertThatThrownBy(() -> world.install("bio", "greedy"))
                .isInstanceOf(RefusedArtifactException.class)
                .hasMessageContaining("needs more than its catalog says: json >= 1.0");
        assertThatThrownBy(() -> world.install("bio", "outside")).isInstanceOf(RefusedArtifactException.class);
        assertThat(world.installed("bio")).isEmpty();
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void anArtifactForAnotherMachineIsNotChosen() {
        market.offer(
                "main", Package.of("fast", "1.0-1"), Package.of("fast", "2.0-1").forPlatform("plan9-pdp11"));

        world.install("bio", "fast");

        assertThat(world.installed("bio")).containsExactly("fast 1.0-1");
    }

    @Test
    void aYankedReleaseIsTakenOnlyIfThatIsAllowed() {
        market.offer("main", Package.of("bad", "1.0-1").yanked("it loses data"));

        assertThatThrownBy(() -> world.install("bio", "bad")).isInstanceOf(UnsatisfiableException.class);
        world.install("bio", ChangeOptions.builder().allowYanked(true).build(), "bad");

        assertThat(world.installed("bio")).containsExactly("bad 1.0-1");
    }

    @Test
    void aProfileIsInstalledWhole() {
        market.profile("data", "json", "csv >= 1.1");

        ChangeReport report = world.environments.bootstrap("bio", "data", ChangeOptions.usual());

        assertThat(report.changes()).extracting(Change::why).containsOnly("profile data");
        assertThat(world.installed("bio")).containsExactly("csv 1.1-1", "json 2.0-1");
        assertThatThrownBy(() -> world.environments.bootstrap("bio", "none", ChangeOptions.usual()))
                .isInstanceOf(PackageNotFoundException.class)
                .hasMessageContaining("there are data");
    }

    @Test
    void progressIsToldFromTheFirstByteToTheLastFile() {
        List<Progress> told = new ArrayList<>();

        world.install("bio", ChangeOptions.builder().progress(told::add).build(), "csv");

        assertThat(told).extracting(Progress::phase).contains(Progress.Phase.RESOLVE, Progress.Phase.DEPLOY);
        assertThat(told.get(told.size() - 1).phase()).isEqualTo(Progress.Phase.DONE);
        assertThat(told)
                .filteredOn(one -> one.phase() == Progress.Phase.FETCH)
                .allMatch(one -> one.done() <= one.total());
    }

    @Test
    void aListenerThatFailsChangesNothing() {
        world.install(
                "bio",
                ChangeOptions.builder()
                        .progress(event -> {
                            throw new IllegalStateException("listener");
                        })
                        .build(),
                "json");

        assertThat(world.installed("bio")).containsExactly("json 2.0-1");
    }

    @Test
    void anInterruptEndsAnInstallationAndLeavesAllAsItWas() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> world.install("bio", "csv")).hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }

        assertThat(world.installed("bio")).isEmpty();
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.install("bio", "csv").done()).isTrue();
    }

    @Test
    void noThreadIsLeft() {
        world.install("bio", "csv");

        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        assertThat(threads).extracting(Thread::getName).noneMatch(name -> name.startsWith("bioxen-fetch"));
    }

    @Test
    void thePlainVerbsDoTheSame() {
        world.packages.installer("bio").install("csv", "json >= 2");
        world.packages.installer("bio").update();
        world.packages.installer("bio").remove("csv");

        assertThat(world.packages.installer("bio").list()).hasSize(1);
    }

    @Test
    void twoPackagesWithAModuleOfTheSameNameDoNotGoTogether() {
        market.offer(
                "main",
                Package.of("flat", "1.0-1"),
                Package.of("folder", "1.0-1").file("lua/flat/init.lua", "return 'another'\n"),
                Package.of("native", "1.0-1").file("lib/flat.so", "none"));
        world.install("bio", "flat");

        assertThatThrownBy(() -> world.install("bio", "folder"))
                .isInstanceOf(RefusedArtifactException.class)
                .hasMessageContaining("both have the module flat");
        assertThatThrownBy(() -> world.install("bio", "native"))
                .isInstanceOf(RefusedArtifactException.class)
                .hasMessageContaining("both have the module flat");
        assertThat(world.installed("bio")).containsExactly("flat 1.0-1");
    }

    @Test
    void ofTwoWhoSeeAnArtifactForTheFirstTimeAtOnceOneCounts() {
        Market another = new Market()
                .offer("main", Package.of("untold", "1.0-1").untold().file("lua/more.lua", "return 'another'\n"));
        World quicker = new World(folder, another);
        quicker.environments.create("quick", "5.4");
        market.offer("main", Package.of("untold", "1.0-1").untold());
        World slower = new World(folder, market, new Settings(1, 3, Duration.ofSeconds(30)), step -> {
            if (step == Step.FETCHED && quicker.installed("quick").isEmpty()) {
                quicker.install("quick", "untold");
            }
        });

        assertThatThrownBy(() -> slower.install("bio", "untold"))
                .isInstanceOf(IntegrityException.class)
                .hasMessageContaining("as it had when it was first seen");
        assertThat(slower.installed("bio")).isEmpty();
        assertThat(quicker.installed("quick")).containsExactly("untold 1.0-1");
    }
}
