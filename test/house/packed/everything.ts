// A consumer who sees every declaration of the package, with no types of Node and no `skipLibCheck`.
import * as shapebound from 'shapebound'

export default shapebound
