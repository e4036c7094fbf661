// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.session;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bioxen.api.session.Attachment;
import org.bioxen.api.session.InteractiveSession;
import org.bioxen.api.session.SessionInfo;
import org.bioxen.api.session.SessionManager;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.shell.repl.SessionPrompt;

/** Stands for the sessions: one, {@code s1}, that answers what it was told to, and notes what it was asked. */
final class Sessions {
    private final Map<String, Callable<Object>> answers = new HashMap<>();
    private final List<String> calls = new ArrayList<>();

    Sessions() {
        SessionInfo info = SessionInfo.builder(
                        VmInfo.builder("s1", VmSpec.named("s1").build())
                                .backend("luaj")
                                .build())
                .build();
        InteractiveSession session = as(InteractiveSession.class);
        Attachment attachment = as(Attachment.class);
        answering("id", "s1").answering("info", info).answering("list", List.of(info));
        answering("get", session).answering("session", session).answering("find", Optional.of(session));
        answering("create", attachment).answering("attach", attachment);
    }

    SessionServices services() {
        return new SessionServices(as(SessionManager.class), new SessionPrompt(Optional.empty()));
    }

    /** The answer of a method of this name, whose ever it is. */
    Sessions answering(String method, Object value) {
        return doing(method, () -> value);
    }

    /** What a method of this name does to answer. */
    Sessions doing(String method, Callable<Object> action) {
        answers.put(method, action);
        return this;
    }

    /** What was asked, as method and arguments, but for the names of things. */
    List<String> calls() {
        return calls;
    }

    private <T> T as(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, words) -> {
                    if (!method.getName().matches("id|info|get|session|find")) {
                        calls.add(method.getName() + (words == null ? "" : Arrays.toString(words)));
                    }
                    Callable<Object> answer = answers.get(method.getName());
                    return answer == null ? null : answer.call();
                }));
    }
}
