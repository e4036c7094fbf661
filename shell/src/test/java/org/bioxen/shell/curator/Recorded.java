// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.curator;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.Curator;
import org.bioxen.api.curator.EnvironmentManager;
import org.bioxen.api.curator.PackageManager;
import org.bioxen.api.curator.RepositoryManager;

/** Stands for the curator: answers what it was told to, and notes what it was asked. */
public final class Recorded {
    private final Map<String, Supplier<Object>> answers = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private ChangeOptions options = ChangeOptions.usual();

    /** The answer of a method of this name, whose ever it is. */
    public Recorded answering(String method, Object value) {
        answers.put(method, () -> value);
        return this;
    }

    /** What a method of this name throws. */
    public Recorded failing(String method, RuntimeException failure) {
        answers.put(method, () -> {
            throw failure;
        });
        return this;
    }

    /** What a method of this name does before it answers. */
    public Recorded doing(String method, Supplier<Object> action) {
        answers.put(method, action);
        return this;
    }

    public CuratorServices services() {
        return new CuratorServices(
                as(Curator.class), as(PackageManager.class), as(EnvironmentManager.class), as(RepositoryManager.class));
    }

    private <T> T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            List<Object> words = new ArrayList<>();
            for (Object arg : args == null ? new Object[0] : args) {
                if (arg instanceof ChangeOptions given) {
                    options = given;
                } else {
                    words.add(arg instanceof String[] texts ? Arrays.toString(texts) : arg);
                }
            }
            calls.add(method.getName() + words);
            if (method.getReturnType() == void.class && !answers.containsKey(method.getName())) {
                return null;
            }
            return answers.get(method.getName()).get();
        }));
    }

    /** What was asked, as method and arguments, without options. */
    public List<String> calls() {
        return calls;
    }

    /** The options that were given last. */
    public ChangeOptions options() {
        return options;
    }
}
