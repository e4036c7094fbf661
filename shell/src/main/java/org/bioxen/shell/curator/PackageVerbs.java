// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import static org.bioxen.shell.curator.CuratorCall.does;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.OutdatedPackage;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.Requirement;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;

/** The verbs of the scope {@code pkg}. */
public final class PackageVerbs {
    /** The scope. */
    public static final String SCOPE = "pkg";

    private static final Set<Option> REPORT = EnumSet.of(Option.AS_JSON, Option.SILENT);
    private static final Set<Option> TAKING = EnumSet.of(
            Option.DRY_RUN, Option.OFFLINE, Option.OLDEST, Option.EXCLUDE, Option.YANKED, Option.LOCK_TIMEOUT);

    private PackageVerbs() {}

    /** The scope with its verbs. */
    public static Scope<CuratorServices> scope() {
        return new Scope<>(SCOPE, "packages of environments", verbs(), CuratorText::of, value -> CuratorJson.of(value));
    }

    private static List<Verb<CuratorServices>> verbs() {
        return List.of(
                verb("search")
                        .does("finds packages in the catalogs by words of their name, summary and labels; without a"
                                + " word, all")
                        .takes("[WORD…]")
                        .options(Option.LIMIT, Option.AS_JSON)
                        .example("search json")
                        .by(does(PackageVerbs::search)),
                verb("info")
                        .does("shows a package: what it is for, what it needs, which releases there are")
                        .takes("NAME [VERSION]", Noun.PACKAGE, Noun.NONE)
                        .options(Option.CATALOG, Option.AS_JSON)
                        .example("info bio_compute")
                        .by(does(PackageVerbs::info)),
                verb("install")
                        .does("installs packages with what they need")
                        .details("A PACKAGE is a name, alone or with constraints in quotes. Without --env it is the"
                                + " environment that the variable BIOXEN_ENV names.")
                        .takes("PACKAGE…", Noun.PACKAGE)
                        .options(TAKING)
                        .options(REPORT)
                        .options(Option.ENV, Option.CATALOG)
                        .example("install --env bio bio_compute")
                        .example("install --env bio 'json >= 1.0, < 2'")
                        .by(does(PackageVerbs::install)),
                verb("update")
                        .does("takes newer releases of these packages, or of all, as far as all requirements allow")
                        .takes("[NAME…]", Noun.INSTALLED)
                        .options(TAKING)
                        .options(REPORT)
                        .options(Option.ENV)
                        .example("update --env bio json")
                        .by(does(PackageVerbs::update)),
                verb("remove")
                        .does("removes packages that no other package needs")
                        .takes("NAME…", Noun.INSTALLED)
                        .options(REPORT)
                        .options(Option.ENV, Option.AUTOREMOVE, Option.FORCE, Option.DRY_RUN, Option.LOCK_TIMEOUT)
                        .example("remove --env bio --autoremove json")
                        .by(does(PackageVerbs::remove)),
                verb("autoremove")
                        .does("removes what was installed for other packages and is needed by none any more")
                        .options(REPORT)
                        .options(Option.ENV, Option.DRY_RUN, Option.LOCK_TIMEOUT)
                        .example("autoremove --env bio")
                        .by(does(PackageVerbs::autoremove)),
                verb("sync")
                        .does("makes the environment what a lock file says, no more and no less")
                        .takes("FILE", Noun.FILE)
                        .options(REPORT)
                        .options(Option.ENV, Option.DRY_RUN, Option.OFFLINE, Option.LOCK_TIMEOUT)
                        .example("sync --env bio bio.lock")
                        .by(does(PackageVerbs::sync)),
                verb("lock")
                        .does("writes the lock file of an environment, by which sync and env:import make the same"
                                + " again; without FILE prints it")
                        .takes("[FILE]", Noun.FILE)
                        .options(Option.ENV)
                        .example("lock --env bio bio.lock")
                        .by(does(PackageVerbs::lock)),
                verb("list")
                        .does("lists what is installed in an environment")
                        .options(Option.ENV, Option.AS_JSON)
                        .example("list --env bio")
                        .alias("pkgs")
                        .by(does(PackageVerbs::list)),
                verb("outdated")
                        .does("lists the packages that have a newer release in their catalog")
                        .options(Option.ENV, Option.AS_JSON)
                        .example("outdated --env bio")
                        .by(does(PackageVerbs::outdated)),
                verb("verify")
                        .does("compares every installed file with its digest")
                        .options(Option.ENV, Option.AS_JSON)
                        .example("verify --env bio")
                        .by(does(PackageVerbs::verify)),
                verb("pin")
                        .does("keeps packages at their version, whatever updates there are")
                        .takes("NAME…", Noun.INSTALLED)
                        .options(Option.ENV)
                        .example("pin --env bio json")
                        .by(does(call -> pin(call, true))),
                verb("unpin")
                        .does("has updates take newer releases of packages again")
                        .takes("NAME…", Noun.INSTALLED)
                        .options(Option.ENV)
                        .example("unpin --env bio json")
                        .by(does(call -> pin(call, false))));
    }

    private static Verb.Builder<CuratorServices> verb(String name) {
        return Verb.named(SCOPE, name);
    }

    private static Answer search(CuratorCall call) {
        return Answer.of(
                call.services().curator().search(String.join(" ", call.operands()), call.count(Option.LIMIT, 50)));
    }

    private static Answer info(CuratorCall call) {
        List<String> words = call.operands(1, 2);
        PackageName name = PackageName.parse(words.get(0));
        Optional<String> catalog = call.value(Option.CATALOG);
        if (words.size() == 1) {
            return Answer.of(call.services().curator().info(name, catalog));
        }
        PackageId release = new PackageId(name, PackageVersion.parse(words.get(1)));
        return Answer.of(call.services().curator().info(release, catalog));
    }

    private static Answer install(CuratorCall call) {
        List<Requirement> wanted =
                Call.read(call.operands(1, Integer.MAX_VALUE), word -> requirement(word, call.value(Option.CATALOG)));
        return Answer.of(call.services().packages().install(call.environment(), wanted, call.changeOptions()));
    }

    private static Requirement requirement(String word, Optional<String> catalog) {
        Requirement requirement = Requirement.parse(word);
        if (catalog.isEmpty()) {
            return requirement;
        }
        if (requirement.catalog().isPresent() && !requirement.catalog().equals(catalog)) {
            throw new UsageException("'" + word + "' names another catalog than --from " + catalog.get());
        }
        return new Requirement(requirement.dependency(), catalog);
    }

    private static Answer update(CuratorCall call) {
        return Answer.of(call.services()
                .packages()
                .update(call.environment(), call.names(call.operands()), call.changeOptions()));
    }

    private static Answer remove(CuratorCall call) {
        List<PackageName> names = call.names(call.operands(1, Integer.MAX_VALUE));
        return Answer.of(call.services().packages().remove(call.environment(), names, call.changeOptions()));
    }

    private static Answer autoremove(CuratorCall call) {
        call.operands(0, 0);
        return Answer.of(call.services().packages().autoremove(call.environment(), call.changeOptions()));
    }

    private static Answer sync(CuratorCall call) {
        Path file = call.path(call.operand());
        return Answer.of(call.services().packages().sync(call.environment(), file, call.changeOptions()));
    }

    private static Answer lock(CuratorCall call) {
        List<String> file = call.operands(0, 1);
        String text = call.services().packages().lock(call.environment());
        if (file.isEmpty()) {
            return Answer.of(text.stripTrailing());
        }
        Path target = call.path(file.get(0));
        try {
            Files.writeString(target, text);
        } catch (IOException failed) {
            throw new CuratorException("cannot write " + target + ": " + failed, failed);
        }
        return Answer.of("wrote " + target);
    }

    private static Answer list(CuratorCall call) {
        call.operands(0, 0);
        return Answer.of(
                new Listing<>(InstalledPackage.class, call.services().packages().list(call.environment())));
    }

    private static Answer outdated(CuratorCall call) {
        call.operands(0, 0);
        return Answer.of(
                new Listing<>(OutdatedPackage.class, call.services().packages().outdated(call.environment())));
    }

    private static Answer verify(CuratorCall call) {
        call.operands(0, 0);
        return judged(call.services().packages().verify(call.environment()));
    }

    /** A report; that something is wrong is a failure. */
    static Answer judged(HealthReport report) {
        if (report.healthy()) {
            return Answer.of(report);
        }
        int problems = report.problems().size();
        long repairable = report.problems().stream()
                .filter(HealthReport.Problem::repairable)
                .count();
        return Answer.failing(
                report,
                "the environment '" + report.environment() + "' has " + CuratorText.number(problems, "problem")
                        + (repairable == 0
                                ? ""
                                : "; env:repair " + report.environment() + " mends "
                                        + (repairable == problems ? "all" : Long.toString(repairable))));
    }

    private static Answer pin(CuratorCall call, boolean on) {
        List<PackageName> names = call.names(call.operands(1, Integer.MAX_VALUE));
        String environment = call.environment();
        names.forEach(name -> call.services().packages().pin(environment, name, on));
        return Answer.of((on ? "pinned " : "unpinned ")
                + String.join(", ", names.stream().map(PackageName::value).toList()) + " in " + environment);
    }
}
