/** Tests of the package, each on the class paths of Spring Boot 3.5 and 4. */
@org.jspecify.annotations.NullMarked
package io.blemish.spring;
