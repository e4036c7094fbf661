// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bioxen.api.curator.Change;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.Dependency;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageInfo;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.Requirement;
import org.bioxen.shell.verb.Scope;

/** What the curator may answer. */
public final class Samples {
    public static final EnvironmentInfo BIO =
            new EnvironmentInfo("bio", "5.4", 3, Instant.EPOCH, 2, Path.of("/data/environments/bio/3"));

    public static final ChangeReport INSTALLED = report(true);

    public static final ChangeReport PLANNED = report(false);

    public static final InstalledPackage JSON = new InstalledPackage(
            id("json", "1.2"),
            "default",
            Optional.of(Requirement.parse("json >= 1.0")),
            true,
            List.of(Dependency.parse("lua >= 5.1")),
            Optional.of("MIT"),
            "ab12",
            3,
            false,
            Instant.EPOCH);

    public static final RepositoryInfo LAB = new RepositoryInfo(
            "lab",
            "The lab's",
            "https://lab.example/lua",
            "added",
            50,
            true,
            Optional.empty(),
            Optional.of("connection refused"));

    public static final PackageInfo INFO = new PackageInfo(
            id("json", "1.2"),
            "default",
            "Reads and writes JSON",
            "All of RFC 8259.",
            Optional.of("MIT"),
            Optional.empty(),
            List.of("data"),
            List.of(Dependency.parse("strings >= 1.0")),
            OptionalLong.of(2048),
            Optional.empty(),
            List.of(PackageVersion.parse("1.2"), PackageVersion.parse("1.1")),
            List.of("lab"));

    public static final HealthReport ILL = new HealthReport(
            "bio",
            List.of(
                    new HealthReport.Problem(
                            HealthReport.Kind.CHANGED_FILE,
                            "share/lua/5.4/json.lua",
                            "has 7 bytes, should have 2048",
                            true,
                            Optional.empty()),
                    new HealthReport.Problem(
                            HealthReport.Kind.ORPHAN,
                            "strings",
                            "nobody needs it",
                            false,
                            Optional.of("pkg:autoremove --env bio"))),
            12);

    private Samples() {}

    static PackageId id(String name, String version) {
        return new PackageId(PackageName.parse(name), PackageVersion.parse(version));
    }

    private static ChangeReport report(boolean done) {
        return new ChangeReport(
                "bio",
                done,
                done ? 4 : 3,
                List.of(
                        new Change(
                                Change.Kind.INSTALL,
                                PackageName.parse("json"),
                                Optional.empty(),
                                Optional.of(PackageVersion.parse("1.2")),
                                "default",
                                "asked for",
                                Optional.of("MIT"),
                                OptionalLong.of(2048)),
                        new Change(
                                Change.Kind.UPGRADE,
                                PackageName.parse("strings"),
                                Optional.of(PackageVersion.parse("1.0")),
                                Optional.of(PackageVersion.parse("1.1")),
                                "default",
                                "json 1.2 needs it",
                                Optional.empty(),
                                OptionalLong.empty())),
                done ? 3000 : 0,
                List.of("json 1.1 was withdrawn"));
    }

    /** The scope of a name. */
    public static Scope<CuratorServices> scope(String name) {
        return switch (name) {
            case PackageVerbs.SCOPE -> PackageVerbs.scope();
            case EnvironmentVerbs.SCOPE -> EnvironmentVerbs.scope();
            case RepositoryVerbs.SCOPE -> RepositoryVerbs.scope();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
