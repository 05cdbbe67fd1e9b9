// Writes the public API of a module, as it is now, over the one that the build holds it to: of the packages in the
// property api.packages the public classes, with the public and protected members, without code.
import java.util.jar.JarEntry
import java.util.jar.JarFile
import java.util.jar.JarOutputStream
import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.ClassWriter
import org.objectweb.asm.FieldVisitor
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes

class PublicMembers extends ClassVisitor {
    private static final int PUBLIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED

    PublicMembers(ClassVisitor next) {
        super(Opcodes.ASM9, next)
    }

    static boolean isPublic(int access) {
        (access & PUBLIC) != 0
    }

    FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
        isPublic(access) || name == 'serialVersionUID' ? super.visitField(access, name, type, signature, value) : null
    }

    MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
        isPublic(access) ? super.visitMethod(access, name, type, signature, exceptions) : null
    }
}

if (!project.properties['api.packages']) {
    return
}
def packages = project.properties['api.packages'].split(',')*.trim()*.replace('.', '/') as Set
def jar = new File(project.build.directory, project.build.finalName + '.jar')
def accepted = new File(project.basedir, '../api/' + project.artifactId + '.jar')
new JarFile(jar).withCloseable { from ->
    new JarOutputStream(new FileOutputStream(accepted)).withCloseable { to ->
        from.entries().findAll { it.name.endsWith('.class') && packages.contains(it.name.replaceFirst('/?[^/]*$', '')) }
            .sort { it.name }
            .each { entry ->
                def reader = new ClassReader(from.getInputStream(entry).bytes)
                if (PublicMembers.isPublic(reader.access)) {
                    def writer = new ClassWriter(0)
                    reader.accept(new PublicMembers(writer), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG)
                    def copy = new JarEntry(entry.name)
                    copy.time = entry.time
                    to.putNextEntry(copy)
                    to.write(writer.toByteArray())
                }
            }
    }
}
log.info('The public API of ' + project.artifactId + ' is now that of ' + accepted.canonicalPath)
