// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * What a bundle says of a configuration that it has, in its metatype.
 *
 * @param pid the pid, of the kind if there may be several
 * @param kind whether there may be several
 * @param type what may be set
 */
record Description(String pid, boolean kind, ObjectClassDefinition type) {
    /** The end of the name of a key that stands for many. */
    private static final String ANY = "*";

    /** The keys. */
    List<AttributeDefinition> keys() {
        AttributeDefinition[] all = type.getAttributeDefinitions(ObjectClassDefinition.ALL);
        return all == null ? List.of() : Arrays.asList(all);
    }

    /** Whether a key has to be set: there is no default, and nothing else would do. */
    boolean isRequired(AttributeDefinition key) {
        AttributeDefinition[] required = type.getAttributeDefinitions(ObjectClassDefinition.REQUIRED);
        return required != null
                && Arrays.stream(required).anyMatch(each -> each.getID().equals(key.getID()))
                && key.getDefaultValue() == null;
    }

    /** What describes a key; one of its own before one that stands for many. */
    Optional<AttributeDefinition> key(String name) {
        Optional<AttributeDefinition> exact =
                keys().stream().filter(key -> key.getID().equals(name)).findFirst();
        return exact.or(() -> keys().stream()
                .filter(key -> standsForMany(key) && name.startsWith(beginning(key)))
                .filter(key -> name.length() > beginning(key).length())
                .findFirst());
    }

    static boolean standsForMany(AttributeDefinition key) {
        return key.getID().endsWith(ANY);
    }

    private static String beginning(AttributeDefinition key) {
        return key.getID().substring(0, key.getID().length() - ANY.length());
    }

    boolean hasSecrets() {
        return keys().stream().anyMatch(Description::isSecret);
    }

    static boolean isSecret(AttributeDefinition key) {
        return key.getType() == AttributeDefinition.PASSWORD;
    }

    static boolean isList(AttributeDefinition key) {
        return key.getCardinality() != 0;
    }

    /** What a key's values are, in a word or two. */
    static String typeName(AttributeDefinition key) {
        String one =
                switch (key.getType()) {
                    case AttributeDefinition.INTEGER,
                            AttributeDefinition.LONG,
                            AttributeDefinition.SHORT,
                            AttributeDefinition.BYTE -> "number";
                    case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> "decimal number";
                    case AttributeDefinition.BOOLEAN -> "true or false";
                    case AttributeDefinition.CHARACTER -> "character";
                    case AttributeDefinition.PASSWORD -> "secret";
                    default -> "text";
                };
        return isList(key) ? one + " list" : one;
    }

    static Optional<String> standard(AttributeDefinition key) {
        String[] values = key.getDefaultValue();
        return Optional.ofNullable(values).map(all -> String.join(", ", all)).filter(text -> !text.isEmpty());
    }

    static List<String> options(AttributeDefinition key) {
        String[] values = key.getOptionValues();
        return values == null ? List.of() : new ArrayList<>(Arrays.asList(values));
    }
}
