// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.GenerationInfo;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.OutdatedPackage;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.ProfileInfo;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.SearchResult;
import org.bioxen.api.curator.UnsatisfiableException;
import org.bioxen.shell.output.Listing;
import org.junit.jupiter.api.Test;

class CuratorTextTest {
    @Test
    void aChangeIsATableAndAClosingLine() {
        assertThat(CuratorText.of(Samples.INSTALLED))
                .isEqualTo("PACKAGE  FROM  TO   CATALOG  WHY                SIZE\n"
                        + "json     -     1.2  default  asked for          2.0 KiB\n"
                        + "strings  1.0   1.1  default  json 1.2 needs it  -\n"
                        + "note: json 1.1 was withdrawn\n"
                        + "1 installed, 1 upgraded in bio (generation 4), 2.9 KiB fetched");
    }

    @Test
    void aPlanSaysThatItIsOne() {
        assertThat(CuratorText.of(Samples.PLANNED))
                .endsWith("\nplanned, not done: 1 installed, 1 upgraded in bio (generation 3)");
    }

    @Test
    void nothingToDoIsALine() {
        assertThat(CuratorText.of(new ChangeReport("bio", false, 3, List.of(), 0, List.of())))
                .isEqualTo("nothing to do in bio (generation 3)");
    }

    @Test
    void installedPackagesAreATable() {
        assertThat(CuratorText.of(new Listing<>(InstalledPackage.class, List.of(Samples.JSON))))
                .isEqualTo("PACKAGE  VERSION  CATALOG  REQUESTED  LICENCE  FILES  NOTES\n"
                        + "json     1.2      default  yes        MIT      3      pinned");
    }

    @Test
    void environmentsCatalogsAndProfilesAreTables() {
        assertThat(CuratorText.of(new Listing<>(EnvironmentInfo.class, List.of(Samples.BIO))))
                .isEqualTo("NAME  LUA  GENERATION  PACKAGES  CHANGED\n"
                        + "bio   5.4  3           2         1970-01-01T00:00:00Z");
        assertThat(CuratorText.of(new Listing<>(RepositoryInfo.class, List.of(Samples.LAB))))
                .isEqualTo("ID   PRIORITY  STATE    ORIGIN  LOCATION\n"
                        + "lab  50        failing  added   https://lab.example/lua\n"
                        + "lab: connection refused");
        assertThat(CuratorText.of(new Listing<>(
                        ProfileInfo.class,
                        List.of(new ProfileInfo(
                                "minimal", "the least", "default", List.of(Dependency.parse("json >= 1")))))))
                .isEqualTo("PROFILE  CATALOG  SUMMARY    PACKAGES\n" + "minimal  default  the least  json");
    }

    @Test
    void generationsMarkThePresentOne() {
        GenerationInfo generation =
                new GenerationInfo(3, Instant.EPOCH, "install json", true, List.of(Samples.JSON.id()));

        assertThat(CuratorText.of(new Listing<>(GenerationInfo.class, List.of(generation))))
                .isEqualTo("GENERATION  MADE                  PACKAGES  BY\n"
                        + "3 *         1970-01-01T00:00:00Z  1         install json");
    }

    @Test
    void problemsSayWhatHelps() {
        assertThat(CuratorText.of(Samples.ILL).lines())
                .anySatisfy(line -> assertThat(line).startsWith("changed file").endsWith("env:repair bio"))
                .anySatisfy(line -> assertThat(line).startsWith("orphan").endsWith("pkg:autoremove --env bio"));
        assertThat(CuratorText.of(new HealthReport("bio", List.of(), 1))).isEqualTo("bio is well, 1 file looked at");
    }

    @Test
    void aSearchSaysWhatIsMissing() {
        SearchResult result = new SearchResult(
                List.of(new SearchResult.Hit(PackageName.parse("json"), "", "reads\nJSON", "default")),
                true,
                List.of("lab: connection refused"));

        assertThat(CuratorText.of(result))
                .isEqualTo("PACKAGE  LATEST  CATALOG  SUMMARY\n" + "json     -       default  reads JSON\n"
                        + "there are more; give more words, or --limit COUNT\n" + "note: lab: connection refused");
    }

    @Test
    void aPackageIsLinesOfNameAndValue() {
        assertThat(CuratorText.of(Samples.INFO).lines())
                .contains(
                        "needs         strings >= 1.0",
                        "size          2.0 KiB",
                        "releases      1.2 1.1",
                        "also in       lab",
                        "All of RFC 8259.");
    }

    @Test
    void nothingIsASentence() {
        assertThat(CuratorText.of(new Listing<>(InstalledPackage.class, List.of())))
                .startsWith("nothing is installed");
        assertThat(CuratorText.of(new Listing<>(OutdatedPackage.class, List.of())))
                .startsWith("everything is as new");
        assertThat(CuratorText.of(new Listing<>(EnvironmentInfo.class, List.of())))
                .contains("env:create");
        assertThat(CuratorText.of(new Listing<>(RepositoryInfo.class, List.of())))
                .contains("repo:add");
    }

    @Test
    void whatACatalogSaysDoesNotReachTheTerminalAsControlCharacters() {
        SearchResult result = new SearchResult(
                List.of(new SearchResult.Hit(PackageName.parse("json"), "1", "\u001b[2Jgone\u202e", "default")),
                false,
                List.of());

        assertThat(CuratorText.of(result)).contains("\ufffd[2Jgone\ufffd").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void anExplanationHasAtMostTenLines() {
        List<String> lines = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");

        CuratorFailure nine = CuratorFailure.of(new UnsatisfiableException("cannot be", lines.subList(0, 9)), false);
        CuratorFailure ten = CuratorFailure.of(new UnsatisfiableException("cannot be", lines), false);

        assertThat(nine.text().lines()).hasSize(10).startsWith("cannot be", "1");
        assertThat(ten.text().lines()).containsExactlyElementsOf(lines);
        assertThat(ten.exitCode()).isEqualTo(3);
    }

    @Test
    void anExplanationThatBeginsWithTheMessageIsNotToldTwice() {
        CuratorFailure failure =
                CuratorFailure.of(new UnsatisfiableException("cannot be", List.of("cannot be", "because")), false);

        assertThat(failure.text()).isEqualTo("cannot be\nbecause");
    }

    @Test
    void anInterruptHasAnExitCodeOfItsOwn() {
        assertThat(CuratorFailure.of(new CuratorException("nothing was changed"), true))
                .isEqualTo(new CuratorFailure("interrupted: nothing was changed", List.of(), 130));
    }

    @Test
    void outdatedPackagesAreATable() {
        OutdatedPackage outdated = new OutdatedPackage(
                PackageName.parse("json"),
                PackageVersion.parse("1.0"),
                PackageVersion.parse("1.2"),
                PackageVersion.parse("2.0"),
                "default");

        assertThat(CuratorText.of(new Listing<>(OutdatedPackage.class, List.of(outdated))))
                .isEqualTo("PACKAGE  INSTALLED  WANTED  LATEST  CATALOG\n"
                        + "json     1.0        1.2     2.0     default");
    }

    @Test
    void licencesNameWhatIsNotKnown() {
        Listing<PackageLicence> licences =
                new Listing<>(PackageLicence.class, List.of(new PackageLicence(Samples.JSON.id(), Optional.empty())));

        assertThat(CuratorText.of(licences)).isEqualTo("PACKAGE  VERSION  LICENCE\njson     1.2      not said");
    }
}
