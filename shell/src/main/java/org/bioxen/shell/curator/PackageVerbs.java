// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.api.curator.HealthReport;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.OutdatedPackage;
import org.bioxen.api.curator.PackageId;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.PackageVersion;
import org.bioxen.api.curator.Requirement;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Listing;

/** The verbs of the scope {@code pkg}. The texts are constants because annotations have them, too. */
public final class PackageVerbs {
    /** The scope. */
    public static final String SCOPE = "pkg";

    /** What {@code search} takes. */
    public static final String SEARCH = "[--limit COUNT] [--json] [WORD…], as in search json";
    /** What {@code search} does. */
    public static final String SEARCHES =
            "finds packages in the catalogs by words of their name, summary and labels; without a word, all";

    /** What {@code info} takes. */
    public static final String INFO = "[--from CATALOG] [--json] NAME [VERSION], as in info bio_compute";
    /** What {@code info} does. */
    public static final String INFORMS = "shows a package: what it is for, what it needs, which releases there are";

    /** What {@code install} takes. */
    public static final String INSTALL = "[--env NAME] [--from CATALOG] [--dry-run] [--offline] [--oldest]"
            + " [--exclude RELEASES]… [--allow-yanked] [--lock-timeout TIME] [--json] [--quiet] PACKAGE…,"
            + " as in install bio_compute 'json >= 1.0, < 2'";
    /** What {@code install} does. */
    public static final String INSTALLS =
            "installs packages with what they need; a package is a name, alone or with constraints in quotes";

    /** What {@code update} takes. */
    public static final String UPDATE = "[--env NAME] [--dry-run] [--offline] [--oldest] [--exclude RELEASES]…"
            + " [--allow-yanked] [--lock-timeout TIME] [--json] [--quiet] [NAME…], as in update json";
    /** What {@code update} does. */
    public static final String UPDATES =
            "takes newer releases of these packages, or of all, as far as all requirements allow";

    /** What {@code remove} takes. */
    public static final String REMOVE =
            "[--env NAME] [--autoremove] [--force] [--dry-run] [--lock-timeout TIME] [--json]"
                    + " [--quiet] NAME…, as in remove --autoremove json";
    /** What {@code remove} does. */
    public static final String REMOVES = "removes packages that no other package needs";

    /** What {@code autoremove} takes. */
    public static final String AUTOREMOVE = "[--env NAME] [--dry-run] [--lock-timeout TIME] [--json] [--quiet]";
    /** What {@code autoremove} does. */
    public static final String AUTOREMOVES =
            "removes what was installed for other packages and is needed by none any more";

    /** What {@code sync} takes. */
    public static final String SYNC =
            "[--env NAME] [--dry-run] [--offline] [--lock-timeout TIME] [--json] [--quiet] FILE, as in sync bio.lock";
    /** What {@code sync} does. */
    public static final String SYNCS = "makes the environment what a lock file says, no more and no less";

    /** What {@code lock} takes. */
    public static final String LOCK = "[--env NAME] [FILE], as in lock --env bio bio.lock";
    /** What {@code lock} does. */
    public static final String LOCKS =
            "writes the lock file of an environment, by which sync and env:import make the same again; without FILE prints it";

    /** What {@code list} takes. */
    public static final String LIST = "[--env NAME] [--json]";
    /** What {@code list} does. */
    public static final String LISTS = "lists what is installed in an environment";

    /** What {@code outdated} takes. */
    public static final String OUTDATED = "[--env NAME] [--json]";
    /** What {@code outdated} does. */
    public static final String LISTS_OUTDATED = "lists the packages that have a newer release in their catalog";

    /** What {@code verify} takes. */
    public static final String VERIFY = "[--env NAME] [--json]";
    /** What {@code verify} does. */
    public static final String VERIFIES = "compares every installed file with its digest";

    /** What {@code pin} takes. */
    public static final String PIN = "[--env NAME] NAME…, as in pin json";
    /** What {@code pin} does. */
    public static final String PINS = "keeps packages at their version, whatever updates there are";

    /** What {@code unpin} takes. */
    public static final String UNPIN = "[--env NAME] NAME…, as in unpin json";
    /** What {@code unpin} does. */
    public static final String UNPINS = "has updates take newer releases of packages again";

    private static final Set<Option> REPORT = EnumSet.of(Option.AS_JSON, Option.SILENT);
    private static final Set<Option> TAKING = EnumSet.of(
            Option.DRY_RUN, Option.OFFLINE, Option.OLDEST, Option.EXCLUDE, Option.YANKED, Option.LOCK_TIMEOUT);

    private PackageVerbs() {}

    static List<Verb> all() {
        return List.of(
                verb("search", SEARCH, SEARCHES, EnumSet.of(Option.LIMIT, Option.AS_JSON), PackageVerbs::search),
                verb("info", INFO, INFORMS, EnumSet.of(Option.CATALOG, Option.AS_JSON), PackageVerbs::info),
                verb(
                        "install",
                        INSTALL,
                        INSTALLS,
                        options(TAKING, REPORT, EnumSet.of(Option.ENV, Option.CATALOG)),
                        PackageVerbs::install),
                verb("update", UPDATE, UPDATES, options(TAKING, REPORT, EnumSet.of(Option.ENV)), PackageVerbs::update),
                verb(
                        "remove",
                        REMOVE,
                        REMOVES,
                        options(
                                REPORT,
                                EnumSet.of(
                                        Option.ENV,
                                        Option.AUTOREMOVE,
                                        Option.FORCE,
                                        Option.DRY_RUN,
                                        Option.LOCK_TIMEOUT)),
                        PackageVerbs::remove),
                verb(
                        "autoremove",
                        AUTOREMOVE,
                        AUTOREMOVES,
                        options(REPORT, EnumSet.of(Option.ENV, Option.DRY_RUN, Option.LOCK_TIMEOUT)),
                        PackageVerbs::autoremove),
                verb(
                        "sync",
                        SYNC,
                        SYNCS,
                        options(REPORT, EnumSet.of(Option.ENV, Option.DRY_RUN, Option.OFFLINE, Option.LOCK_TIMEOUT)),
                        PackageVerbs::sync),
                verb("lock", LOCK, LOCKS, EnumSet.of(Option.ENV), PackageVerbs::lock),
                verb("list", LIST, LISTS, EnumSet.of(Option.ENV, Option.AS_JSON), PackageVerbs::list),
                verb(
                        "outdated",
                        OUTDATED,
                        LISTS_OUTDATED,
                        EnumSet.of(Option.ENV, Option.AS_JSON),
                        PackageVerbs::outdated),
                verb("verify", VERIFY, VERIFIES, EnumSet.of(Option.ENV, Option.AS_JSON), PackageVerbs::verify),
                verb("pin", PIN, PINS, EnumSet.of(Option.ENV), call -> pin(call, true)),
                verb("unpin", UNPIN, UNPINS, EnumSet.of(Option.ENV), call -> pin(call, false)));
    }

    private static Verb verb(
            String name, String usage, String description, Set<Option> options, Function<Call, Answer> action) {
        return new Verb(SCOPE, name, usage, description, options, action);
    }

    @SafeVarargs
    static Set<Option> options(Set<Option>... parts) {
        Set<Option> all = EnumSet.noneOf(Option.class);
        for (Set<Option> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    private static Answer search(Call call) {
        return Answer.of(
                call.services().curator().search(String.join(" ", call.operands()), call.count(Option.LIMIT, 50)));
    }

    private static Answer info(Call call) {
        List<String> words = call.operands(1, 2);
        PackageName name = PackageName.parse(words.get(0));
        Optional<String> catalog = call.value(Option.CATALOG);
        if (words.size() == 1) {
            return Answer.of(call.services().curator().info(name, catalog));
        }
        PackageId release = new PackageId(name, PackageVersion.parse(words.get(1)));
        return Answer.of(call.services().curator().info(release, catalog));
    }

    private static Answer install(Call call) {
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

    private static Answer update(Call call) {
        return Answer.of(call.services()
                .packages()
                .update(call.environment(), call.names(call.operands()), call.changeOptions()));
    }

    private static Answer remove(Call call) {
        List<PackageName> names = call.names(call.operands(1, Integer.MAX_VALUE));
        return Answer.of(call.services().packages().remove(call.environment(), names, call.changeOptions()));
    }

    private static Answer autoremove(Call call) {
        call.operands(0, 0);
        return Answer.of(call.services().packages().autoremove(call.environment(), call.changeOptions()));
    }

    private static Answer sync(Call call) {
        Path file = call.path(call.operand());
        return Answer.of(call.services().packages().sync(call.environment(), file, call.changeOptions()));
    }

    private static Answer lock(Call call) {
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

    private static Answer list(Call call) {
        call.operands(0, 0);
        return Answer.of(
                new Listing<>(InstalledPackage.class, call.services().packages().list(call.environment())));
    }

    private static Answer outdated(Call call) {
        call.operands(0, 0);
        return Answer.of(
                new Listing<>(OutdatedPackage.class, call.services().packages().outdated(call.environment())));
    }

    private static Answer verify(Call call) {
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

    private static Answer pin(Call call, boolean on) {
        List<PackageName> names = call.names(call.operands(1, Integer.MAX_VALUE));
        String environment = call.environment();
        names.forEach(name -> call.services().packages().pin(environment, name, on));
        return Answer.of((on ? "pinned " : "unpinned ")
                + String.join(", ", names.stream().map(PackageName::value).toList()) + " in " + environment);
    }
}
