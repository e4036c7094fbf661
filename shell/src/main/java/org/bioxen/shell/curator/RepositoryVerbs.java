// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import static org.bioxen.shell.curator.CuratorCall.does;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;

/** The verbs of the scope {@code repo}. */
public final class RepositoryVerbs {
    /** The scope. */
    public static final String SCOPE = "repo";

    private static final Set<Option> REPORT = EnumSet.of(Option.AS_JSON, Option.SILENT);
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private RepositoryVerbs() {}

    /** The scope with its verbs. */
    public static Scope<CuratorServices> scope() {
        return new Scope<>(
                SCOPE, "catalogs that packages come from", verbs(), CuratorText::of, value -> CuratorJson.of(value));
    }

    private static List<Verb<CuratorServices>> verbs() {
        return List.of(
                verb("add")
                        .does("adds a catalog: the path of a folder, or the address of a web site")
                        .takes("ID LOCATION", Noun.NONE, Noun.FILE)
                        .options(Option.PRIORITY)
                        .options(REPORT)
                        .details("A web site is given as its address: https://lab.example/lua.")
                        .example("add lab packages")
                        .by(does(RepositoryVerbs::add)),
                verb("remove")
                        .does("removes catalogs that were added; what was installed from them stays")
                        .takes("ID…", Noun.CATALOG)
                        .options(Option.SILENT)
                        .example("remove lab")
                        .by(does(RepositoryVerbs::remove)),
                verb("list")
                        .does("lists the catalogs in the order in which they are asked")
                        .options(Option.AS_JSON)
                        .example("list")
                        .alias("repos")
                        .by(does(RepositoryVerbs::list)),
                verb("info")
                        .does("shows a catalog")
                        .takes("ID", Noun.CATALOG)
                        .options(Option.AS_JSON)
                        .example("info lab")
                        .by(does(RepositoryVerbs::info)),
                verb("enable")
                        .does("has a catalog asked again")
                        .takes("ID", Noun.CATALOG)
                        .options(REPORT)
                        .example("enable lab")
                        .by(does(call -> enable(call, true))),
                verb("disable")
                        .does("has a catalog asked no more, until it is enabled")
                        .takes("ID", Noun.CATALOG)
                        .options(REPORT)
                        .example("disable lab")
                        .by(does(call -> enable(call, false))),
                verb("priority")
                        .does("sets the place of a catalog among the others; the highest is asked first")
                        .takes("ID NUMBER", Noun.CATALOG, Noun.NONE)
                        .options(REPORT)
                        .example("priority lab 200")
                        .by(does(RepositoryVerbs::priority)),
                verb("refresh")
                        .does("looks anew at what a catalog has, or all of them")
                        .takes("[ID]", Noun.CATALOG)
                        .options(REPORT)
                        .example("refresh")
                        .by(does(RepositoryVerbs::refresh)));
    }

    private static Verb.Builder<CuratorServices> verb(String name) {
        return Verb.named(SCOPE, name);
    }

    private static Answer add(CuratorCall call) {
        List<String> words = call.operands(2, 2);
        String location = ADDRESS.matcher(words.get(1)).matches()
                ? words.get(1)
                : call.path(words.get(1)).toString();
        int priority = call.value(Option.PRIORITY)
                .map(text -> number(Option.PRIORITY.flag(), text))
                .orElse(0);
        return Answer.of(call.services().repositories().add(words.get(0), location, priority));
    }

    private static Answer remove(CuratorCall call) {
        List<String> ids = call.operands(1, Integer.MAX_VALUE);
        ids.forEach(call.services().repositories()::remove);
        return Answer.of("removed " + String.join(", ", ids));
    }

    private static Answer list(CuratorCall call) {
        call.operands(0, 0);
        return Answer.of(new Listing<>(
                RepositoryInfo.class, call.services().repositories().list()));
    }

    private static Answer info(CuratorCall call) {
        String id = call.operand();
        return Answer.of(call.services().repositories().list().stream()
                .filter(repository -> repository.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RepositoryNotFoundException(
                        "there is no catalog '" + id + "'; repo:list shows those that there are")));
    }

    private static Answer enable(CuratorCall call, boolean on) {
        return Answer.of(call.services().repositories().enable(call.operand(), on));
    }

    private static Answer priority(CuratorCall call) {
        List<String> words = call.operands(2, 2);
        return Answer.of(call.services().repositories().priority(words.get(0), number("NUMBER", words.get(1))));
    }

    private static int number(String what, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new UsageException(what + " was given '" + text + "'; give a whole number such as 100");
        }
    }

    private static Answer refresh(CuratorCall call) {
        List<String> words = call.operands(0, 1);
        Optional<String> id = words.stream().findFirst();
        List<RepositoryInfo> refreshed = call.services().repositories().refresh(id);
        Listing<RepositoryInfo> listing = new Listing<>(RepositoryInfo.class, refreshed);
        long failed = refreshed.stream()
                .filter(repository -> repository.problem().isPresent())
                .count();
        return failed == 0
                ? Answer.of(listing)
                : Answer.failing(
                        listing,
                        failed + " of " + CuratorText.number(refreshed.size(), "catalog") + " could not be asked");
    }
}
