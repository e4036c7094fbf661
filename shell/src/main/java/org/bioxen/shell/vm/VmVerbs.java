// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmGroup;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.shell.options.Noun;
import org.bioxen.shell.options.Option;
import org.bioxen.shell.options.Quantities;
import org.bioxen.shell.options.UsageException;
import org.bioxen.shell.options.VmOptions;
import org.bioxen.shell.output.Listing;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Call;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.bioxen.shell.verb.Verb;

/** The verbs of the scope {@code vm}; here what makes VMs, shows them and ends them. */
public final class VmVerbs {
    /** The scope. */
    public static final String SCOPE = "vm";

    private static final Set<Option> REPORT = EnumSet.of(Option.AS_JSON, Option.SILENT);

    private VmVerbs() {}

    /** The scope with its verbs. */
    public static Scope<VmServices> scope() {
        return new Scope<>(
                SCOPE,
                "Lua VMs: each has a Lua state of its own, which lasts from script to script",
                Stream.of(making(), ScriptVerbs.all(), watching(), ending())
                        .flatMap(List::stream)
                        .toList(),
                VmText::of,
                VmJson::of);
    }

    static Verb.Builder<VmServices> verb(String name) {
        return Verb.named(SCOPE, name);
    }

    private static List<Verb<VmServices>> making() {
        return List.of(
                verb("create")
                        .does("makes a VM and starts its engine")
                        .details(
                                "It is on the best backend that keeps all that is asked for; what none keeps is"
                                        + " refused. Its level is constrained unless --level says otherwise, and its limits are"
                                        + " those of the level. Without an ID it is given one. It lives until it is terminated;"
                                        + " what it returns can stand where the ID is expected: vm:exec (vm:create) 'return 1'.")
                        .takes("[ID]", Noun.NONE)
                        .options(VmOptions.lasting())
                        .options(REPORT)
                        .example("create --level trusted report")
                        .example("create --timeout 5s --label team=a worker")
                        .by(VmVerbs::create),
                verb("group")
                        .does("makes like VMs NAME-1, NAME-2 and so on, or lists the VMs of a group, or of all")
                        .details("Either all are made or none. vm:broadcast runs a script on all of them, vm:terminate"
                                + " with the name of the group ends them.")
                        .takes("[NAME [COUNT]]", Noun.GROUP, Noun.NONE)
                        .options(VmOptions.lasting())
                        .options(REPORT)
                        .example("group --level trusted crew 3")
                        .example("group crew")
                        .by(VmVerbs::group));
    }

    private static List<Verb<VmServices>> watching() {
        return List.of(
                verb("list")
                        .does("lists the living VMs")
                        .options(Option.WITH_LABEL, Option.AS_JSON)
                        .example("list")
                        .example("list --label team=a --json")
                        .alias("vms")
                        .by(VmVerbs::list),
                verb("info")
                        .does("shows a VM: state, backend, limits, what it may do, what it has used")
                        .takes("ID", Noun.VM)
                        .options(Option.AS_JSON)
                        .example("info lab")
                        .by(VmVerbs::info),
                verb("metrics")
                        .does("shows what VMs have done and do: all together, or those that are named")
                        .takes("[ID…]", Noun.VM)
                        .options(Option.AS_JSON)
                        .example("metrics")
                        .example("metrics lab")
                        .by(VmVerbs::metrics),
                verb("backends")
                        .does("lists the backends, best first, and why one is not available")
                        .details("With a NAME, shows all that is known of one.")
                        .takes("[NAME]", Noun.BACKEND)
                        .options(Option.AS_JSON)
                        .example("backends")
                        .example("backends luaj")
                        .alias("backends")
                        .by(VmVerbs::backends));
    }

    private static List<Verb<VmServices>> ending() {
        return List.of(
                verb("interrupt")
                        .does("stops the script that a VM runs; its state may be lost by that")
                        .details("Those that wait for their turn are not touched. Given what vm:submit returned, it is"
                                + " that script which is stopped, also if it still waits.")
                        .takes("ID", Noun.VM)
                        .options(REPORT)
                        .example("interrupt lab")
                        .example("=vm:interrupt $execution")
                        .by(VmVerbs::interrupt),
                verb("terminate")
                        .does("ends VMs, whoever made them; the name of a group ends all of its VMs")
                        .takes("ID…", Noun.VM)
                        .example("terminate report worker")
                        .example("terminate crew")
                        .by(VmVerbs::terminate));
    }

    private static Answer create(Call<VmServices> call) {
        List<String> ids = call.operands(0, 1);
        VmSpec.Builder spec =
                VmOptions.lasting(call.arguments(), call.circumstances().directory());
        ids.forEach(spec::id);
        return Answer.of(call.services().manager().create(spec.build()).info());
    }

    private static Answer group(Call<VmServices> call) {
        List<String> words = call.operands(0, 2);
        VmGroups groups = call.services().groups();
        if (words.isEmpty()) {
            return Answer.of(infos(groups.all().stream().flatMap(group -> group.vms().stream())));
        }
        if (words.size() == 1) {
            return Answer.of(infos(groups.get(words.get(0)).vms().stream()));
        }
        int count = Quantities.count("COUNT", words.get(1));
        VmSpec spec = VmOptions.lasting(call.arguments(), call.circumstances().directory())
                .build();
        VmGroup group = call.services().manager().group(words.get(0), count, spec);
        groups.add(group);
        return Answer.of(infos(group.vms().stream()));
    }

    private static Listing<VmInfo> infos(Stream<Vm> vms) {
        return new Listing<>(VmInfo.class, vms.map(Vm::info).toList());
    }

    private static Answer list(Call<VmServices> call) {
        call.operands(0, 0);
        List<Predicate<Map<String, String>>> wanted =
                Call.read(call.arguments().values(Option.WITH_LABEL), VmVerbs::label);
        return Answer.of(new Listing<>(
                VmInfo.class,
                call.services().manager().list().stream()
                        .filter(info -> wanted.stream()
                                .allMatch(each -> each.test(info.spec().labels())))
                        .toList()));
    }

    private static Predicate<Map<String, String>> label(String text) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals);
        if (key.isBlank()) {
            throw new UsageException(
                    Option.WITH_LABEL.flag() + " was given '" + text + "'; give " + Option.WITH_LABEL.operand());
        }
        return equals < 0
                ? labels -> labels.containsKey(key)
                : labels -> text.substring(equals + 1).equals(labels.get(key));
    }

    private static Answer info(Call<VmServices> call) {
        return Answer.of(vm(call, call.operand()).info());
    }

    private static Vm vm(Call<VmServices> call, String id) {
        return call.services().manager().get(id);
    }

    private static Answer metrics(Call<VmServices> call) {
        if (call.operands().isEmpty()) {
            return Answer.of(call.services().metrics().totals());
        }
        return Answer.of(new Listing<>(
                VmUsage.class,
                call.operands().stream()
                        .map(id -> new VmUsage(vm(call, id).info()))
                        .toList()));
    }

    private static Answer backends(Call<VmServices> call) {
        Optional<String> name = call.operands(0, 1).stream().findFirst();
        List<BackendInfo> all = call.services().manager().backends();
        if (name.isEmpty()) {
            return Answer.of(new Listing<>(BackendInfo.class, all));
        }
        return Answer.of(all.stream()
                .filter(backend -> backend.name().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "there is no backend '" + name.get() + "'; vm:backends shows those that there are")));
    }

    private static Answer interrupt(Call<VmServices> call) {
        Optional<Execution> execution = call.thing(Execution.class);
        String id = execution.map(Execution::vmId).orElseGet(call::operand);
        boolean done =
                execution.map(Execution::interrupt).orElseGet(() -> vm(call, id).interrupt());
        VmJson.Interrupt came = new VmJson.Interrupt(id, done);
        return Answer.of(call.has(Option.AS_JSON) ? came : done ? "interrupted " + id : "nothing runs on " + id);
    }

    private static Answer terminate(Call<VmServices> call) {
        for (String id : call.operands(1, Integer.MAX_VALUE)) {
            Optional<VmGroup> group = call.services().groups().remove(id);
            group.ifPresentOrElse(
                    VmGroup::close, () -> call.services().manager().terminate(id));
        }
        return Answer.nothing();
    }
}
