// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.GenerationInfo;
import org.bioxen.api.curator.ProfileInfo;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Sizes;

/** The verbs of the scope {@code env}. The texts are constants because annotations have them, too. */
public final class EnvironmentVerbs {
    /** The scope. */
    public static final String SCOPE = "env";

    /** What {@code create} takes. */
    public static final String CREATE = "[--lua VERSION] [--json] [--quiet] NAME, as in create bio --lua 5.4";
    /** What {@code create} does. */
    public static final String CREATES = "makes an empty environment for one Lua version";

    /** What {@code list} takes. */
    public static final String LIST = "[--json]";
    /** What {@code list} does. */
    public static final String LISTS = "lists the environments";

    /** What {@code info} takes. */
    public static final String INFO = "[--json] [NAME], as in info bio";
    /** What {@code info} does. */
    public static final String INFORMS = "shows an environment";

    /** What {@code delete} takes. */
    public static final String DELETE = "[--quiet] NAME…, as in delete bio";
    /** What {@code delete} does. */
    public static final String DELETES = "removes environments with all that is installed in them";

    /** What {@code copy} takes. */
    public static final String COPY = "[--json] [--quiet] NAME NEW-NAME, as in copy bio bio-test";
    /** What {@code copy} does. */
    public static final String COPIES = "makes another environment that is the same";

    /** What {@code bootstrap} takes. */
    public static final String BOOTSTRAP = "[--dry-run] [--offline] [--oldest] [--exclude RELEASES]… [--allow-yanked]"
            + " [--lock-timeout TIME] [--json] [--quiet] NAME [PROFILE], as in bootstrap bio standard";
    /** What {@code bootstrap} does. */
    public static final String BOOTSTRAPS =
            "installs the packages of a profile, which is standard unless another is named";

    /** What {@code profiles} takes. */
    public static final String PROFILES = "[--json]";
    /** What {@code profiles} does. */
    public static final String LISTS_PROFILES = "lists the profiles that the catalogs have";

    /** What {@code export} takes. */
    public static final String EXPORT = "[--quiet] NAME FILE, as in export bio bio.lock";
    /** What {@code export} does. */
    public static final String EXPORTS = "writes the lock file of an environment, by which import makes the same again";

    /** What {@code import} takes. */
    public static final String IMPORT =
            "[--offline] [--lock-timeout TIME] [--json] [--quiet] NAME FILE, as in import bio bio.lock";
    /** What {@code import} does. */
    public static final String IMPORTS = "makes an environment from a lock file, byte for byte";

    /** What {@code health} takes. */
    public static final String HEALTH = "[--json] [NAME], as in health bio";
    /** What {@code health} does. */
    public static final String EXAMINES = "looks at every file of an environment and names what is wrong";

    /** What {@code repair} takes. */
    public static final String REPAIR = "[--offline] [--lock-timeout TIME] [--json] [NAME], as in repair bio";
    /** What {@code repair} does. */
    public static final String REPAIRS = "mends what env:health found, and shows what is left";

    /** What {@code generations} takes. */
    public static final String GENERATIONS = "[--json] [NAME], as in generations bio";
    /** What {@code generations} does. */
    public static final String LISTS_GENERATIONS = "lists the states of an environment that are kept, newest first";

    /** What {@code rollback} takes. */
    public static final String ROLLBACK = "[--json] [--quiet] NAME [GENERATION], as in rollback bio 3";
    /** What {@code rollback} does. */
    public static final String ROLLS_BACK = "makes an earlier generation the present one, by default the one before";

    /** What {@code gc} takes. */
    public static final String GC = "[--json] [--quiet]";
    /** What {@code gc} does. */
    public static final String COLLECTS = "removes generations, and files of the store, that nobody needs any more";

    /** What {@code licences} takes. */
    public static final String LICENCES = "[--json] [NAME], as in licences bio";
    /** What {@code licences} does. */
    public static final String LISTS_LICENCES = "lists the licences of what is installed in an environment";

    private static final String USUAL_LUA = "5.4";
    private static final String USUAL_PROFILE = "standard";

    private static final Set<Option> JSON = EnumSet.of(Option.AS_JSON);
    private static final Set<Option> REPORT = EnumSet.of(Option.AS_JSON, Option.SILENT);

    private EnvironmentVerbs() {}

    static List<Verb> all() {
        Set<Option> taking = EnumSet.of(
                Option.DRY_RUN,
                Option.OFFLINE,
                Option.OLDEST,
                Option.EXCLUDE,
                Option.YANKED,
                Option.LOCK_TIMEOUT,
                Option.AS_JSON,
                Option.SILENT);
        Set<Option> create = EnumSet.of(Option.FOR_LUA, Option.AS_JSON, Option.SILENT);
        Set<Option> importing = EnumSet.of(Option.OFFLINE, Option.LOCK_TIMEOUT, Option.AS_JSON, Option.SILENT);
        Set<Option> repair = EnumSet.of(Option.OFFLINE, Option.LOCK_TIMEOUT, Option.AS_JSON);
        Set<Option> quiet = EnumSet.of(Option.SILENT);
        return List.of(
                verb("create", CREATE, CREATES, create, EnvironmentVerbs::create),
                verb("list", LIST, LISTS, JSON, EnvironmentVerbs::list),
                verb("info", INFO, INFORMS, JSON, EnvironmentVerbs::info),
                verb("delete", DELETE, DELETES, quiet, EnvironmentVerbs::delete),
                verb("copy", COPY, COPIES, REPORT, EnvironmentVerbs::copy),
                verb("clone", COPY, COPIES, REPORT, EnvironmentVerbs::copy),
                verb("bootstrap", BOOTSTRAP, BOOTSTRAPS, taking, EnvironmentVerbs::bootstrap),
                verb("profiles", PROFILES, LISTS_PROFILES, JSON, EnvironmentVerbs::profiles),
                verb("export", EXPORT, EXPORTS, quiet, EnvironmentVerbs::export),
                verb("import", IMPORT, IMPORTS, importing, EnvironmentVerbs::importFrom),
                verb("health", HEALTH, EXAMINES, JSON, EnvironmentVerbs::health),
                verb("doctor", HEALTH, EXAMINES, JSON, EnvironmentVerbs::health),
                verb("repair", REPAIR, REPAIRS, repair, EnvironmentVerbs::repair),
                verb("generations", GENERATIONS, LISTS_GENERATIONS, JSON, EnvironmentVerbs::generations),
                verb("rollback", ROLLBACK, ROLLS_BACK, REPORT, EnvironmentVerbs::rollback),
                verb("gc", GC, COLLECTS, REPORT, EnvironmentVerbs::collectGarbage),
                verb("licences", LICENCES, LISTS_LICENCES, JSON, EnvironmentVerbs::licences));
    }

    private static Verb verb(
            String name, String usage, String description, Set<Option> options, Function<Call, Answer> action) {
        return new Verb(SCOPE, name, usage, description, options, action);
    }

    private static Answer create(Call call) {
        String name = call.operand();
        String version = call.value(Option.FOR_LUA).orElse(USUAL_LUA);
        return Answer.of(call.services().environments().create(name, version));
    }

    private static Answer list(Call call) {
        call.operands(0, 0);
        return Answer.of(new Listing<>(
                EnvironmentInfo.class, call.services().environments().list()));
    }

    /** The environment that is the only operand, if that is given. */
    private static String named(Call call) {
        call.operands(0, 1);
        return call.environmentOperand();
    }

    private static Answer info(Call call) {
        return Answer.of(call.services().environments().get(named(call)));
    }

    private static Answer delete(Call call) {
        List<String> names = call.operands(1, Integer.MAX_VALUE);
        // All or none: a misspelt name shall not be found out half-way.
        names.forEach(call.services().environments()::get);
        names.forEach(call.services().environments()::delete);
        return Answer.of("deleted " + String.join(", ", names));
    }

    private static Answer copy(Call call) {
        List<String> names = call.operands(2, 2);
        return Answer.of(call.services().environments().copy(names.get(0), names.get(1)));
    }

    private static Answer bootstrap(Call call) {
        List<String> words = call.operands(1, 2);
        String profile = words.size() == 2 ? words.get(1) : USUAL_PROFILE;
        return Answer.of(call.services().environments().bootstrap(words.get(0), profile, call.changeOptions()));
    }

    private static Answer profiles(Call call) {
        call.operands(0, 0);
        return Answer.of(
                new Listing<>(ProfileInfo.class, call.services().curator().profiles()));
    }

    private static Answer export(Call call) {
        List<String> words = call.operands(2, 2);
        call.services().environments().export(words.get(0), call.path(words.get(1)));
        return Answer.of("wrote " + call.path(words.get(1)));
    }

    private static Answer importFrom(Call call) {
        List<String> words = call.operands(2, 2);
        return Answer.of(
                call.services().environments().importFrom(words.get(0), call.path(words.get(1)), call.changeOptions()));
    }

    private static Answer health(Call call) {
        return PackageVerbs.judged(call.services().environments().health(named(call)));
    }

    private static Answer repair(Call call) {
        return PackageVerbs.judged(call.services().environments().repair(named(call), call.changeOptions()));
    }

    private static Answer generations(Call call) {
        return Answer.of(new Listing<>(
                GenerationInfo.class, call.services().environments().generations(named(call))));
    }

    private static Answer rollback(Call call) {
        List<String> words = call.operands(1, 2);
        Optional<Long> generation = words.size() == 2 ? Optional.of(generation(words.get(1))) : Optional.empty();
        return Answer.of(call.services().environments().rollback(words.get(0), generation));
    }

    private static long generation(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Told below.
        }
        throw new UsageException("GENERATION was given '" + text + "'; give a number that env:generations shows");
    }

    private static Answer collectGarbage(Call call) {
        call.operands(0, 0);
        return Answer.of(new Freed(call.services().environments().collectGarbage()));
    }

    private static Answer licences(Call call) {
        List<PackageLicence> licences = call.services().packages().list(named(call)).stream()
                .map(installed -> new PackageLicence(installed.id(), installed.licence()))
                .toList();
        return Answer.of(new Listing<>(PackageLicence.class, licences));
    }

    /**
     * What a collection gave back.
     *
     * @param bytes so many bytes
     */
    record Freed(long bytes) {
        @Override
        public String toString() {
            return "freed " + Sizes.text(bytes);
        }
    }
}
