// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of both backends, where the interpreters of one do not differ. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(
        value = Engine.class,
        names = {"LUAJ", "LUA54"})
@interface OnEachBackend {}
