// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bioxen.api.curator.RepositoryInfo;
import org.bioxen.api.curator.RepositoryNotFoundException;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.output.Listing;

/** The verbs of the scope {@code repo}. The texts are constants because annotations have them, too. */
public final class RepositoryVerbs {
    /** The scope. */
    public static final String SCOPE = "repo";

    /** What {@code add} takes. */
    public static final String ADD =
            "[--priority NUMBER] [--json] [--quiet] ID LOCATION," + " as in add lab https://lab.example/lua";
    /** What {@code add} does. */
    public static final String ADDS = "adds a catalog: the path of a folder, or the address of a web site";

    /** What {@code remove} takes. */
    public static final String REMOVE = "[--quiet] ID…, as in remove lab";
    /** What {@code remove} does. */
    public static final String REMOVES = "removes catalogs that were added; what was installed from them stays";

    /** What {@code list} takes. */
    public static final String LIST = "[--json]";
    /** What {@code list} does. */
    public static final String LISTS = "lists the catalogs in the order in which they are asked";

    /** What {@code info} takes. */
    public static final String INFO = "[--json] ID, as in info lab";
    /** What {@code info} does. */
    public static final String INFORMS = "shows a catalog";

    /** What {@code enable} takes. */
    public static final String ENABLE = "[--json] [--quiet] ID, as in enable lab";
    /** What {@code enable} does. */
    public static final String ENABLES = "has a catalog asked again";

    /** What {@code disable} takes. */
    public static final String DISABLE = "[--json] [--quiet] ID, as in disable lab";
    /** What {@code disable} does. */
    public static final String DISABLES = "has a catalog asked no more, until it is enabled";

    /** What {@code priority} takes. */
    public static final String PRIORITY = "[--json] [--quiet] ID NUMBER, as in priority lab 200";
    /** What {@code priority} does. */
    public static final String PRIORITIZES = "sets the place of a catalog among the others; the highest is asked first";

    /** What {@code refresh} takes. */
    public static final String REFRESH = "[--json] [--quiet] [ID], as in refresh lab";
    /** What {@code refresh} does. */
    public static final String REFRESHES = "looks anew at what a catalog has, or all of them";

    private static final Set<Option> JSON = EnumSet.of(Option.AS_JSON);
    private static final Set<Option> REPORT = EnumSet.of(Option.AS_JSON, Option.SILENT);
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private RepositoryVerbs() {}

    static List<Verb> all() {
        return List.of(
                verb(
                        "add",
                        ADD,
                        ADDS,
                        EnumSet.of(Option.PRIORITY, Option.AS_JSON, Option.SILENT),
                        RepositoryVerbs::add),
                verb("remove", REMOVE, REMOVES, EnumSet.of(Option.SILENT), RepositoryVerbs::remove),
                verb("list", LIST, LISTS, JSON, RepositoryVerbs::list),
                verb("info", INFO, INFORMS, JSON, RepositoryVerbs::info),
                verb("enable", ENABLE, ENABLES, REPORT, call -> enable(call, true)),
                verb("disable", DISABLE, DISABLES, REPORT, call -> enable(call, false)),
                verb("priority", PRIORITY, PRIORITIZES, REPORT, RepositoryVerbs::priority),
                verb("refresh", REFRESH, REFRESHES, REPORT, RepositoryVerbs::refresh));
    }

    private static Verb verb(
            String name, String usage, String description, Set<Option> options, Function<Call, Answer> action) {
        return new Verb(SCOPE, name, usage, description, options, action);
    }

    private static Answer add(Call call) {
        List<String> words = call.operands(2, 2);
        String location = ADDRESS.matcher(words.get(1)).matches()
                ? words.get(1)
                : call.path(words.get(1)).toString();
        int priority = call.value(Option.PRIORITY)
                .map(text -> number(Option.PRIORITY.flag(), text))
                .orElse(0);
        return Answer.of(call.services().repositories().add(words.get(0), location, priority));
    }

    private static Answer remove(Call call) {
        List<String> ids = call.operands(1, Integer.MAX_VALUE);
        ids.forEach(call.services().repositories()::remove);
        return Answer.of("removed " + String.join(", ", ids));
    }

    private static Answer list(Call call) {
        call.operands(0, 0);
        return Answer.of(new Listing<>(
                RepositoryInfo.class, call.services().repositories().list()));
    }

    private static Answer info(Call call) {
        String id = call.operand();
        return Answer.of(call.services().repositories().list().stream()
                .filter(repository -> repository.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RepositoryNotFoundException(
                        "there is no catalog '" + id + "'; repo:list shows those that there are")));
    }

    private static Answer enable(Call call, boolean on) {
        return Answer.of(call.services().repositories().enable(call.operand(), on));
    }

    private static Answer priority(Call call) {
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

    private static Answer refresh(Call call) {
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
