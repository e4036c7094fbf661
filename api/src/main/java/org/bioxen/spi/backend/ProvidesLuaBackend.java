// SPDX-License-Identifier: Apache-2.0
package org.bioxen.spi.backend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/** On the implementation of a {@link LuaBackend}: writes the capability by which a resolver finds the bundle. */
@Capability(namespace = ProvidesLuaBackend.NAMESPACE)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ProvidesLuaBackend {
    /** The capability's namespace. */
    String NAMESPACE = "org.bioxen.backend";

    /** The name of the backend: the attribute of the capability that has the namespace's name. */
    @Attribute(NAMESPACE)
    String value();
}
