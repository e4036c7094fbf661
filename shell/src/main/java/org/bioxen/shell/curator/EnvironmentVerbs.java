// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import static org.bioxen.shell.curator.CuratorCall.does;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.GenerationInfo;
import org.bioxen.api.curator.ProfileInfo;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.output.Sizes;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;

/** The verbs of the scope {@code env}. */
public final class EnvironmentVerbs {
    /** The scope. */
    public static final String SCOPE = "env";

    private static final String USUAL_LUA = "5.4";
    private static final String USUAL_PROFILE = "standard";

    private static final Set<Option> REPORT = EnumSet.of(Option.AS_JSON, Option.SILENT);
    private static final Set<Option> TAKING = EnumSet.of(
            Option.DRY_RUN, Option.OFFLINE, Option.OLDEST, Option.EXCLUDE, Option.YANKED, Option.LOCK_TIMEOUT);

    private EnvironmentVerbs() {}

    /** The scope with its verbs. */
    public static Scope<CuratorServices> scope() {
        return new Scope<>(
                SCOPE,
                "environments that packages are installed in",
                verbs(),
                CuratorText::of,
                value -> CuratorJson.of(value));
    }

    private static List<Verb<CuratorServices>> verbs() {
        return List.of(
                verb("create")
                        .does("makes an empty environment for one Lua version")
                        .takes("NAME")
                        .options(Option.FOR_LUA)
                        .options(REPORT)
                        .example("create bio --lua 5.4")
                        .by(does(EnvironmentVerbs::create)),
                verb("list")
                        .does("lists the environments")
                        .options(Option.AS_JSON)
                        .example("list")
                        .alias("envs")
                        .by(does(EnvironmentVerbs::list)),
                verb("info")
                        .does("shows an environment")
                        .takes("[NAME]", Noun.ENVIRONMENT)
                        .options(Option.AS_JSON)
                        .example("info bio")
                        .by(does(EnvironmentVerbs::info)),
                verb("delete")
                        .does("removes environments with all that is installed in them")
                        .takes("NAME…", Noun.ENVIRONMENT)
                        .options(Option.SILENT)
                        .example("delete bio")
                        .by(does(EnvironmentVerbs::delete)),
                verb("copy")
                        .does("makes another environment that is the same")
                        .takes("NAME NEW-NAME", Noun.ENVIRONMENT, Noun.NONE)
                        .options(REPORT)
                        .example("copy bio bio-test")
                        .by(does(EnvironmentVerbs::copy)),
                verb("clone")
                        .does("makes another environment that is the same")
                        .takes("NAME NEW-NAME", Noun.ENVIRONMENT, Noun.NONE)
                        .options(REPORT)
                        .example("clone bio bio-test")
                        .by(does(EnvironmentVerbs::copy)),
                verb("bootstrap")
                        .does("installs the packages of a profile, which is standard unless another is named")
                        .takes("NAME [PROFILE]", Noun.ENVIRONMENT, Noun.PROFILE)
                        .options(TAKING)
                        .options(REPORT)
                        .example("bootstrap bio standard")
                        .by(does(EnvironmentVerbs::bootstrap)),
                verb("profiles")
                        .does("lists the profiles that the catalogs have")
                        .options(Option.AS_JSON)
                        .example("profiles")
                        .by(does(EnvironmentVerbs::profiles)),
                verb("export")
                        .does("writes the lock file of an environment, by which import makes the same again")
                        .takes("NAME FILE", Noun.ENVIRONMENT, Noun.FILE)
                        .options(Option.SILENT)
                        .example("export bio bio.lock")
                        .by(does(EnvironmentVerbs::export)),
                verb("import")
                        .does("makes an environment from a lock file, byte for byte")
                        .takes("NAME FILE", Noun.NONE, Noun.FILE)
                        .options(Option.OFFLINE, Option.LOCK_TIMEOUT)
                        .options(REPORT)
                        .example("import bio-again bio.lock")
                        .by(does(EnvironmentVerbs::importFrom)),
                verb("health")
                        .does("looks at every file of an environment and names what is wrong")
                        .takes("[NAME]", Noun.ENVIRONMENT)
                        .options(Option.AS_JSON)
                        .example("health bio")
                        .by(does(EnvironmentVerbs::health)),
                verb("doctor")
                        .does("looks at every file of an environment and names what is wrong")
                        .takes("[NAME]", Noun.ENVIRONMENT)
                        .options(Option.AS_JSON)
                        .example("doctor bio")
                        .by(does(EnvironmentVerbs::health)),
                verb("repair")
                        .does("mends what env:health found, and shows what is left")
                        .takes("[NAME]", Noun.ENVIRONMENT)
                        .options(Option.OFFLINE, Option.LOCK_TIMEOUT, Option.AS_JSON)
                        .example("repair bio")
                        .by(does(EnvironmentVerbs::repair)),
                verb("generations")
                        .does("lists the states of an environment that are kept, newest first")
                        .takes("[NAME]", Noun.ENVIRONMENT)
                        .options(Option.AS_JSON)
                        .example("generations bio")
                        .by(does(EnvironmentVerbs::generations)),
                verb("rollback")
                        .does("makes an earlier generation the present one, by default the one before")
                        .takes("NAME [GENERATION]", Noun.ENVIRONMENT, Noun.NONE)
                        .options(REPORT)
                        .example("rollback bio")
                        .by(does(EnvironmentVerbs::rollback)),
                verb("gc")
                        .does("removes generations, and files of the store, that nobody needs any more")
                        .options(REPORT)
                        .example("gc")
                        .by(does(EnvironmentVerbs::collectGarbage)),
                verb("licences")
                        .does("lists the licences of what is installed in an environment")
                        .takes("[NAME]", Noun.ENVIRONMENT)
                        .options(Option.AS_JSON)
                        .example("licences bio")
                        .by(does(EnvironmentVerbs::licences)));
    }

    private static Verb.Builder<CuratorServices> verb(String name) {
        return Verb.named(SCOPE, name);
    }

    private static Answer create(CuratorCall call) {
        String name = call.operand();
        String version = call.value(Option.FOR_LUA).orElse(USUAL_LUA);
        return Answer.of(call.services().environments().create(name, version));
    }

    private static Answer list(CuratorCall call) {
        call.operands(0, 0);
        return Answer.of(new Listing<>(
                EnvironmentInfo.class, call.services().environments().list()));
    }

    /** The environment that is the only operand, if that is given. */
    private static String named(CuratorCall call) {
        call.operands(0, 1);
        return call.environmentOperand();
    }

    private static Answer info(CuratorCall call) {
        return Answer.of(call.services().environments().get(named(call)));
    }

    private static Answer delete(CuratorCall call) {
        List<String> names = call.operands(1, Integer.MAX_VALUE);
        // All or none: a misspelt name shall not be found out half-way.
        names.forEach(call.services().environments()::get);
        names.forEach(call.services().environments()::delete);
        return Answer.of("deleted " + String.join(", ", names));
    }

    private static Answer copy(CuratorCall call) {
        List<String> names = call.operands(2, 2);
        return Answer.of(call.services().environments().copy(names.get(0), names.get(1)));
    }

    private static Answer bootstrap(CuratorCall call) {
        List<String> words = call.operands(1, 2);
        String profile = words.size() == 2 ? words.get(1) : USUAL_PROFILE;
        return Answer.of(call.services().environments().bootstrap(words.get(0), profile, call.changeOptions()));
    }

    private static Answer profiles(CuratorCall call) {
        call.operands(0, 0);
        return Answer.of(
                new Listing<>(ProfileInfo.class, call.services().curator().profiles()));
    }

    private static Answer export(CuratorCall call) {
        List<String> words = call.operands(2, 2);
        call.services().environments().export(words.get(0), call.path(words.get(1)));
        return Answer.of("wrote " + call.path(words.get(1)));
    }

    private static Answer importFrom(CuratorCall call) {
        List<String> words = call.operands(2, 2);
        return Answer.of(
                call.services().environments().importFrom(words.get(0), call.path(words.get(1)), call.changeOptions()));
    }

    private static Answer health(CuratorCall call) {
        return PackageVerbs.judged(call.services().environments().health(named(call)));
    }

    private static Answer repair(CuratorCall call) {
        return PackageVerbs.judged(call.services().environments().repair(named(call), call.changeOptions()));
    }

    private static Answer generations(CuratorCall call) {
        return Answer.of(new Listing<>(
                GenerationInfo.class, call.services().environments().generations(named(call))));
    }

    private static Answer rollback(CuratorCall call) {
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

    private static Answer collectGarbage(CuratorCall call) {
        call.operands(0, 0);
        return Answer.of(new Freed(call.services().environments().collectGarbage()));
    }

    private static Answer licences(CuratorCall call) {
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
